package fr.balise.mailbox;

import java.time.Instant;
import java.time.LocalDate;

/** Where the newest check of a mailbox stands. */
public sealed interface CheckState {

    record NeverAsked() implements CheckState {}

    /** Message sent, link and code still work. */
    record Waiting(Instant sent, Instant until) implements CheckState {}

    /** Nobody answered in time: "Non confirmé", never "inactive". */
    record Unanswered(Instant sent) implements CheckState {}

    record Answered(Instant at, LocalDate until) implements CheckState {}

    /** Answered, too long ago to count. */
    record Lapsed(Instant at) implements CheckState {}

    default Words words() {
        return switch (this) {
            case NeverAsked _ -> Words.of("mailbox.check.never");
            case Waiting w -> Words.of("mailbox.check.waiting", w.sent(), w.until());
            case Unanswered u -> Words.of("mailbox.check.unanswered", u.sent());
            case Answered a -> Words.of("mailbox.check.answered", a.at(), a.until());
            case Lapsed l -> Words.of("mailbox.check.lapsed", l.at());
        };
    }
}
