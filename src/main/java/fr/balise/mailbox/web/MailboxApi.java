package fr.balise.mailbox.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import fr.balise.identity.ApiKey;
import fr.balise.identity.ApiKeys;
import fr.balise.identity.Pace;
import fr.balise.kernel.MailboxType;
import fr.balise.kernel.Named;
import fr.balise.mailbox.Wording;
import fr.balise.mailbox.console.Creating;
import fr.balise.mailbox.console.Creation;
import fr.balise.mailbox.console.Opener;
import fr.balise.mailbox.console.Wish;
import fr.balise.mailbox.lifecycle.Hosted;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Mailboxes opened by programs: the same doors as the operator's page. Described in openapi.json. */
@RestController
class MailboxApi {
    private static final int LONGEST = 400;

    private final Creating creating;
    private final ApiKeys keys;
    private final Wording wording;
    private final Pace pace = new Pace(1000, 100, 600, Duration.ofMinutes(1));

    MailboxApi(Creating creating, ApiKeys keys, Wording wording) {
        this.creating = creating;
        this.keys = keys;
        this.wording = wording;
    }

    /** As it is sent; what is missing is null. */
    record Asked(
            @Nullable MailboxType type,
            @Nullable String holder,
            @Nullable String address,
            @Nullable String domain,
            @Nullable Long situation,
            @Nullable Boolean listed,
            @Nullable String service,
            @Nullable String description,
            @Nullable String responsible,
            @Nullable Boolean dryRun) {

        boolean readable() {
            return type != null
                    && holder != null
                    && Stream.of(holder, address, domain, service, description, responsible)
                            .allMatch(text -> text == null || text.length() <= LONGEST);
        }

        Wish wish() {
            return new Wish(
                    type == null ? MailboxType.PER : type,
                    holder == null ? "" : holder,
                    address,
                    domain,
                    situation,
                    listed == null || listed,
                    service,
                    description,
                    responsible);
        }
    }

    /** @param outcome {@code opened}, {@code there} or {@code possible}; {@code id} null for the last */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Reply(
            String outcome,
            @Nullable Long id,
            String address,
            @Nullable String state) {
        static Reply of(String outcome, Hosted mailbox) {
            return new Reply(
                    outcome,
                    mailbox.id().value(),
                    mailbox.address().toString(),
                    mailbox.state().word());
        }
    }

    @PostMapping(path = "/api/mailboxes", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> open(@RequestBody Asked asked, HttpServletRequest request) {
        var key = ApiKeys.shown(request)
                .flatMap(keys::find)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.UNAUTHORIZED));
        var wait = pace.secondsToWait(key.auditName());
        if (wait > 0) return Replies.later(wait);
        if (!asked.readable())
            return Replies.problem(
                    HttpStatus.BAD_REQUEST, null, "type and holder are needed; no text is longer than 400 characters.");
        return answer(asked, key);
    }

    private ResponseEntity<?> answer(Asked asked, ApiKey key) {
        var opener = new Opener.Program(key);
        var outcome = Boolean.TRUE.equals(asked.dryRun())
                ? creating.look(asked.wish(), opener, _ -> false)
                : creating.open(asked.wish(), opener);
        return switch (outcome) {
            case Creation.Created(var mailbox) ->
                ResponseEntity.status(HttpStatus.CREATED).body(Reply.of("opened", mailbox));
            case Creation.There(var mailbox) -> ResponseEntity.ok(Reply.of("there", mailbox));
            case Creation.Possible(var address, var _) ->
                ResponseEntity.ok(new Reply("possible", null, address.toString(), null));
            case Creation.Refused(var why) -> Replies.problem(status(why), Named.word(why), wording.of(why.words()));
        };
    }

    private static HttpStatus status(Creation.Why why) {
        return switch (why) {
            case NOT_ALLOWED -> HttpStatus.FORBIDDEN;
            case NOT_AVAILABLE, ERASED, OTHER_TYPE, TWICE -> HttpStatus.CONFLICT;
            default -> HttpStatus.UNPROCESSABLE_CONTENT;
        };
    }

    @ExceptionHandler(HttpMessageNotReadableException.class)
    ResponseEntity<ProblemDetail> unreadable() {
        return Replies.unreadable();
    }
}
