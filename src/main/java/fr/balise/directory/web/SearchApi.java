package fr.balise.directory.web;

import fr.balise.directory.search.DirectorySearch;
import fr.balise.directory.search.SearchAnswer;
import fr.balise.directory.search.SearchRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Directory search for programs. Errors are problem documents [RFC9457 3]; what was searched is logged nowhere. */
@RestController
class SearchApi {
    private static final int USUAL = 20;
    private static final Pattern COUNT = Pattern.compile("[1-9]\\d{0,8}");

    private final DirectorySearch search;
    private final RateLimit rate;

    SearchApi(DirectorySearch search, RateLimit rate) {
        this.search = search;
        this.rate = rate;
    }

    @GetMapping("/api/directory/search")
    ResponseEntity<?> search(
            HttpServletRequest http,
            @RequestParam(name = "q", defaultValue = "") String text,
            @RequestParam(name = "limit", required = false) @Nullable String limit,
            @RequestParam(name = "profession", required = false) @Nullable String profession,
            @RequestParam(name = "specialty", required = false) @Nullable String specialty,
            @RequestParam(name = "department", required = false) @Nullable String department,
            @RequestParam(name = "type", required = false) @Nullable String type,
            @RequestParam(name = "mailbox", required = false) @Nullable String mailbox) {
        long wait = rate.secondsToWait(http.getRemoteAddr());
        if (wait > 0) return later(HttpStatus.TOO_MANY_REQUESTS, "too-many-requests", "Too many searches", wait, null);
        var filter = new AskedFilter(profession, specialty, department, type, mailbox).read();
        if (filter.isEmpty()) return refused("A filter has a value that cannot be one.");
        var count = count(limit);
        if (count.isEmpty()) return refused("limit is a whole number from 1; more than 50 is read as 50.");
        if (text.length() > SearchRequest.LONGEST) return refused("q has more than 200 characters.");
        return answer(new SearchRequest(text, filter.get(), count.get()));
    }

    private ResponseEntity<?> answer(SearchRequest request) {
        long started = System.nanoTime();
        return switch (search.search(request)) {
            case SearchAnswer.Found found ->
                ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(SearchReply.of(found, System.nanoTime() - started));
            case SearchAnswer.BeingPrepared(int percent) ->
                later(HttpStatus.SERVICE_UNAVAILABLE, "being-prepared", "The search is being prepared", 5, percent);
        };
    }

    private static Optional<Integer> count(@Nullable String limit) {
        if (limit == null || limit.isBlank()) return Optional.of(USUAL);
        return COUNT.matcher(limit).matches() ? Optional.of(Integer.valueOf(limit)) : Optional.empty();
    }

    private static ResponseEntity<ProblemDetail> refused(String why) {
        var problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, why);
        problem.setType(URI.create("urn:balise:problem:bad-search"));
        problem.setTitle("This search cannot be read");
        return ResponseEntity.badRequest()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    private static ResponseEntity<ProblemDetail> later(
            HttpStatus status, String type, String title, long seconds, @Nullable Integer percent) {
        var problem = ProblemDetail.forStatusAndDetail(status, "Try again in " + seconds + " s.");
        problem.setType(URI.create("urn:balise:problem:" + type));
        problem.setTitle(title);
        if (percent != null) problem.setProperty("progress", percent);
        return ResponseEntity.status(status)
                .header("Retry-After", Long.toString(seconds))
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
