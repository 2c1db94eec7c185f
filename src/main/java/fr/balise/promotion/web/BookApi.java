package fr.balise.promotion.web;

import fr.balise.directory.Directory;
import fr.balise.identity.ApiKeys;
import fr.balise.identity.Pace;
import fr.balise.promotion.book.BookReading;
import fr.balise.promotion.book.BrokenBook;
import fr.balise.promotion.book.Checking;
import fr.balise.promotion.book.Entry;
import fr.balise.promotion.book.Verdict;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.json.JsonMapper;

/**
 * An address book of a program, answered line by line while it is checked. It is held in memory for as long as the call takes, and
 * nowhere else: nothing of it is written down or logged. Described in openapi.json.
 */
@Controller
class BookApi {
    private static final String LINES = "application/x-ndjson";
    private static final String SOON = "10";

    private final BookReading reading;
    private final Checking checking;
    private final Directory directory;
    private final ApiKeys keys;
    private final Pace pace = new Pace(1000, 20, 60, Duration.ofMinutes(1));

    BookApi(BookReading reading, Checking checking, Directory directory, ApiKeys keys) {
        this.reading = reading;
        this.checking = checking;
        this.directory = directory;
        this.keys = keys;
    }

    /** @param all entries that are up to date as well */
    @PostMapping("/api/address-book")
    @Nullable
    ResponseEntity<?> check(
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestParam(name = "all", defaultValue = "false") boolean all)
            throws IOException {
        var key = ApiKeys.shown(request)
                .flatMap(keys::find)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.UNAUTHORIZED));
        long wait = pace.secondsToWait(key.auditName());
        if (wait > 0) return later(Long.toString(wait));
        if (!reading.begin()) return later(SOON);
        try {
            return answered(reading.entries(request.getInputStream()), response, all);
        } catch (BrokenBook broken) {
            return problem(broken);
        } finally {
            reading.end();
        }
    }

    private @Nullable ResponseEntity<?> answered(List<Entry> entries, HttpServletResponse response, boolean all)
            throws IOException {
        response.setContentType(LINES);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        var count = new BookReply.Count();
        try (var out = new BufferedOutputStream(response.getOutputStream(), 1 << 16)) {
            checking.each(entries, judged -> {
                count.add(judged);
                if (all || judged.verdict() != Verdict.UP_TO_DATE) write(out, BookReply.of(judged));
            });
            var day = Optional.ofNullable(directory.age().told()).map(Object::toString);
            write(out, count.summary(day.orElse(null)));
        }
        return null;
    }

    private static void write(OutputStream out, Object line) throws IOException {
        out.write(JsonMapper.shared().writeValueAsBytes(line));
        out.write('\n');
    }

    private static ResponseEntity<ProblemDetail> problem(BrokenBook broken) {
        var status = broken.fault() == BrokenBook.Fault.TOO_LARGE || broken.fault() == BrokenBook.Fault.TOO_MANY_ENTRIES
                ? HttpStatus.CONTENT_TOO_LARGE
                : HttpStatus.UNPROCESSABLE_CONTENT;
        var problem = ProblemDetail.forStatusAndDetail(status, said(broken.fault()));
        problem.setTitle("The address book cannot be read");
        problem.setProperty("code", broken.fault().word());
        if (broken.line() > 0) problem.setProperty("line", broken.line());
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    private static String said(BrokenBook.Fault fault) {
        return switch (fault) {
            case EMPTY -> "There is nothing in it.";
            case NOT_TEXT -> "It is no text in UTF-8 or windows-1252. A spreadsheet is saved as CSV first.";
            case TOO_LARGE -> "It is too large: send it in parts. Bundles have at most 4 MB.";
            case TOO_MANY_ENTRIES -> "It has too many entries: send it in parts.";
            case NO_ENTRIES -> "No entry has an address, a name or a number.";
            case NO_ADDRESS_COLUMN -> "No column is one of mail addresses: call it email.";
            case BROKEN_ROW -> "A quotation mark has no end, or a cell is longer than 65,536 signs, from this line on.";
            case BROKEN_CARD -> "The card that begins at this line cannot be read.";
            case BROKEN_BUNDLE -> "It is no FHIR R4 Bundle in JSON.";
        };
    }

    private static ResponseEntity<ProblemDetail> later(String seconds) {
        var problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.TOO_MANY_REQUESTS, "Other address books are being checked: wait " + seconds + " s.");
        return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
                .header(HttpHeaders.RETRY_AFTER, seconds)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
