package fr.balise.mailbox.lifecycle;

import fr.balise.mailbox.Words;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/**
 * Why a command was not done.
 *
 * @param state where the mailbox stands
 * @param possible what its holder can do now
 */
public record Refusal(State state, Set<Act> possible, Why why) {
    public Refusal {
        possible = Set.copyOf(possible);
    }

    public sealed interface Why {
        /** The state has no such move. */
        record NotNow() implements Why {}

        /** A deletion whose gates are shut. */
        record Gated(List<Gate> shut) implements Why {
            public Gated {
                shut = List.copyOf(shut);
            }
        }

        /** The waiting time runs. */
        record TooSoon(LocalDate from) implements Why {}

        /** Postponing reaches no further. */
        record TooLate(LocalDate latest) implements Why {}

        record Held(Set<Hold> holds) implements Why {
            public Held {
                holds = Set.copyOf(holds);
            }
        }

        /** The holder cannot get at the mail. */
        record Suspended() implements Why {}

        /** A reason is missing, or longer than 500 characters. */
        record ReasonNeeded() implements Why {}

        /** Nothing was ever retrieved: an erasure stops here whatever else holds. */
        record NothingRetrieved() implements Why {}

        /** The new address is that of the mailbox itself. */
        record SameAddress() implements Why {}

        /** Someone changed the mailbox since the page was made. */
        record ChangedMeanwhile() implements Why {}

        /** The policy of the two structures does not let mail be copied there. */
        record CopyNotAllowed(Transfer.Because because) implements Why {}
    }

    /** What stands in the way and what to do, then the state, then what is possible. */
    public Words words() {
        return Words.of("mailbox.life.refusal", reason(), state.words(), Words.list(possible, Act::words));
    }

    /** Without the state and the acts. */
    public Words reason() {
        return switch (why) {
            case Why.NotNow _ -> Words.of("mailbox.life.why.not-now");
            case Why.Gated(var shut) -> shut.getFirst().words();
            case Why.TooSoon(var from) -> Words.of("mailbox.life.why.too-soon", from);
            case Why.TooLate(var latest) -> Words.of("mailbox.life.why.too-late", latest);
            case Why.Held(var holds) -> Words.of("mailbox.life.why.held", Words.list(holds, Hold::words));
            case Why.Suspended _ -> Words.of("mailbox.life.why.suspended");
            case Why.ReasonNeeded _ -> Words.of("mailbox.life.why.reason-needed");
            case Why.NothingRetrieved _ -> Words.of("mailbox.life.gate.nothing-retrieved");
            case Why.SameAddress _ -> Words.of("mailbox.life.why.same-address");
            case Why.ChangedMeanwhile _ -> Words.of("mailbox.life.why.changed-meanwhile");
            case Why.CopyNotAllowed(var because) -> Words.of("mailbox.life.why.copy-not-allowed", because.words());
        };
    }
}
