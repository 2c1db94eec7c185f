package fr.balise.mailbox.web;

import fr.balise.identity.Actor;
import fr.balise.identity.Rights;
import fr.balise.identity.Subject;
import fr.balise.mailbox.BoxId;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Refusal;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** Who the present page is about, and what becomes of a refusal to see it. */
@Component
class Here {
    private final Rights rights;

    Here(Rights rights) {
        this.rights = rights;
    }

    /** The person acted for; 403 for an account that acts for nobody. */
    Subject subject() {
        return rights.subject().orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
    }

    Actor actor() {
        return rights.actor().orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
    }

    /** A box id from a URL; 404 for what cannot be one. */
    static BoxId box(String text) {
        return BoxId.parse(text).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** What a page cannot do without: a refusal ends it as 403 or 404. */
    static <T> T shown(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T>(var value) -> value;
            case Outcome.Refused<T>(var why) -> throw ending(why);
        };
    }

    /** For a refusal that has no card or page to answer with. */
    static ResponseStatusException ending(Refusal why) {
        return new ResponseStatusException(status(why));
    }

    private static HttpStatus status(Refusal why) {
        return switch (why) {
            case Refusal.NotAllowed _, Refusal.NotTheRequester _ -> HttpStatus.FORBIDDEN;
            case Refusal.NotFound _ -> HttpStatus.NOT_FOUND;
            default -> HttpStatus.CONFLICT;
        };
    }

    /** Whether the page itself must say no: what is not there or not allowed has no card to answer with. */
    static boolean ends(Refusal why) {
        return why instanceof Refusal.NotFound || why instanceof Refusal.NotAllowed;
    }
}
