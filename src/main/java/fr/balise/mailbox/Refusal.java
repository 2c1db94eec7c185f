package fr.balise.mailbox;

import fr.balise.mailbox.RequestView.Act;
import java.time.LocalDate;
import java.util.Set;

/** Why an act was not done. Each names the present state and what is possible, in {@link #words()}. */
public sealed interface Refusal {

    /** The actor lacks the right for this person. Answer 403, or 404 where existence must not be told. */
    record NotAllowed() implements Refusal {}

    /** No such thing for this person; the same answer whether it exists for someone else or not. Answer 404. */
    record NotFound() implements Refusal {}

    /** The text is not an address of the MSSanté space. */
    record NotAnAddress() implements Refusal {}

    /** Declared by hand and not yet proven by a check: gives no right to requests. */
    record NotProven() implements Refusal {}

    /** The person said that this mailbox is somebody else's. */
    record NotMine() implements Refusal {}

    /** This instance has no way to send a message yet. */
    record NoWayToWrite() implements Refusal {}

    /** @param from first day on which the act is possible */
    record TooSoon(LocalDate from) implements Refusal {}

    /** The link or code of a check is out of date; a new check may be asked for from {@code from} on. */
    record Expired(LocalDate from) implements Refusal {}

    /** @param left attempts that remain */
    record WrongCode(int left) implements Refusal {}

    /** The code was typed wrongly too often; the link still works. */
    record TooManyAttempts() implements Refusal {}

    /** The check was asked for by another account. */
    record NotTheRequester() implements Refusal {}

    /** @param possible what can be done with the request instead */
    record NotNow(RequestState state, Set<Act> possible) implements Refusal {
        public NotNow {
            possible = Set.copyOf(possible);
        }
    }

    /** An unused mailbox about which nobody is asked anything (any more). */
    record NothingToAnswer() implements Refusal {}

    /** A reason is missing, or longer than 500 characters. */
    record ReasonNeeded() implements Refusal {}

    /** An operator sheet without a name or domains, with a domain that stands on another sheet or is none, or with too long a text. */
    record NotASheet() implements Refusal {}

    /** Not a size for a mailbox. @param least, most megabytes */
    record NotAQuota(long least, long most) implements Refusal {}

    default Words words() {
        return switch (this) {
            case NothingToAnswer _ -> Words.of("mailbox.refusal.nothing-to-answer");
            case NotAllowed _ -> Words.of("mailbox.refusal.not-allowed");
            case NotFound _ -> Words.of("mailbox.refusal.not-found");
            case NotAnAddress _ -> Words.of("mailbox.refusal.not-an-address");
            case NotProven _ -> Words.of("mailbox.refusal.not-proven");
            case NotMine _ -> Words.of("mailbox.refusal.not-mine");
            case NoWayToWrite _ -> Words.of("mailbox.refusal.no-way-to-write");
            case TooSoon(var from) -> Words.of("mailbox.refusal.too-soon", from);
            case Expired(var from) -> Words.of("mailbox.refusal.expired", from);
            case WrongCode(var left) -> Words.of("mailbox.refusal.wrong-code", left);
            case TooManyAttempts _ -> Words.of("mailbox.refusal.too-many-attempts");
            case NotTheRequester _ -> Words.of("mailbox.refusal.not-the-requester");
            case NotNow(var state, var possible) ->
                Words.of("mailbox.refusal.not-now", state.words(), Words.list(possible, Act::words));
            case ReasonNeeded _ -> Words.of("mailbox.refusal.reason-needed");
            case NotAQuota(var least, var most) -> Words.of("mailbox.refusal.not-a-quota", least, most);
            case NotASheet _ -> Words.of("mailbox.refusal.not-a-sheet");
        };
    }
}
