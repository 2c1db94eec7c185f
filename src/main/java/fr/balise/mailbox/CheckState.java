package fr.balise.mailbox;

import java.time.LocalDate;

/** Where the newest check of a mailbox stands, in days of the place where it is read. */
public sealed interface CheckState {

    record NeverAsked() implements CheckState {}

    /** Message sent, link and code still work. */
    record Waiting(LocalDate sent, LocalDate until) implements CheckState {}

    /** Nobody answered in time: "Non confirmé", never "inactive". */
    record Unanswered(LocalDate sent) implements CheckState {}

    record Answered(LocalDate at, LocalDate until) implements CheckState {}

    /** Answered, too long ago to count. */
    record Lapsed(LocalDate at) implements CheckState {}

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
