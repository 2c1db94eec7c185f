package fr.balise.mailbox.web;

import fr.balise.identity.ApiKeys;
import fr.balise.identity.Pace;
import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Refusal;
import fr.balise.mailbox.Wording;
import fr.balise.mailbox.console.Opener;
import fr.balise.mailbox.console.Quotas;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Quotas set by programs, as by staff on the page of a mailbox. The address stands in the body, never in a URL. Described in openapi.json. */
@RestController
class QuotaApi {
    private static final int LONGEST = 400;

    private final Quotas quotas;
    private final ApiKeys keys;
    private final Wording wording;
    private final Pace pace = new Pace(1000, 100, 600, Duration.ofMinutes(1));

    QuotaApi(Quotas quotas, ApiKeys keys, Wording wording) {
        this.quotas = quotas;
        this.keys = keys;
        this.wording = wording;
    }

    /** As it is sent; what is missing is null. */
    record Asked(@Nullable String address, @Nullable Long megabytes) {}

    record Reply(String address, long megabytes) {}

    @PostMapping(path = "/api/mailboxes/quota", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> set(@RequestBody Asked asked, HttpServletRequest request) {
        var key = ApiKeys.shown(request)
                .flatMap(keys::find)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.UNAUTHORIZED));
        var wait = pace.secondsToWait(key.auditName());
        if (wait > 0) return Replies.later(wait);
        var address = Optional.ofNullable(asked.address())
                .filter(text -> text.length() <= LONGEST)
                .flatMap(MailAddress::read);
        if (address.isEmpty() || asked.megabytes() == null)
            return Replies.problem(HttpStatus.BAD_REQUEST, null, "address and megabytes are needed.");
        return answer(address.get(), quotas.set(new Opener.Program(key), address.get(), asked.megabytes()));
    }

    private ResponseEntity<?> answer(MailAddress address, Outcome<DataSize> outcome) {
        return switch (outcome) {
            case Outcome.Done<DataSize>(var quota) ->
                ResponseEntity.ok(new Reply(address.toString(), quota.toMegabytes()));
            case Outcome.Refused<DataSize>(var why) -> Replies.problem(status(why), code(why), wording.of(why.words()));
        };
    }

    private static HttpStatus status(Refusal why) {
        return switch (why) {
            case Refusal.NotAllowed _ -> HttpStatus.FORBIDDEN;
            case Refusal.NotFound _ -> HttpStatus.NOT_FOUND;
            default -> HttpStatus.UNPROCESSABLE_CONTENT;
        };
    }

    private static String code(Refusal why) {
        return switch (why) {
            case Refusal.NotAllowed _ -> "not-allowed";
            case Refusal.NotFound _ -> "not-found";
            default -> "not-a-quota";
        };
    }

    @ExceptionHandler(HttpMessageNotReadableException.class)
    ResponseEntity<ProblemDetail> unreadable() {
        return Replies.unreadable();
    }
}
