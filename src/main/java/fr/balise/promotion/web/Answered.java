package fr.balise.promotion.web;

import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Refusal;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** What a page shows of an outcome. */
final class Answered {
    private Answered() {}

    /** 404 for what is not there for whoever asks, 403 for any other refusal. */
    static <T> T of(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T>(var value) -> value;
            case Outcome.Refused<T>(Refusal.NotFound _) -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
            case Outcome.Refused<T> _ -> throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        };
    }
}
