package fr.balise.mailbox.console;

import fr.balise.mailbox.Words;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One act on many mailboxes: looked at first, line by line, then done as one confirmed act.
 *
 * @param by account that made it, as traces name it
 * @param startedName null until somebody started it
 */
public record Run(
        long id,
        Kind kind,
        String reason,
        State state,
        Instant madeAt,
        String by,
        String byName,
        @Nullable String startedName) {

    public enum Kind {
        OPEN,
        DEPUBLISH,
        SUSPEND,
        RESUME,
        CLOSE,
        /** Asks holders to close; closes nothing. */
        PROPOSE,
        /** Of the holder: everything is kept, access is suspended, the mailboxes leave the directory. */
        DEATH,
        /** Of the holder: everything is kept. */
        INCAPACITY;

        /** What takes people out of the directory, or their mail away, is started by somebody else than who prepared it. */
        public boolean needsTwo() {
            return switch (this) {
                case DEPUBLISH, CLOSE, DEATH, INCAPACITY -> true;
                case OPEN, SUSPEND, RESUME, PROPOSE -> false;
            };
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public Words words() {
            return Words.of("console.run.kind." + word());
        }
    }

    public enum State {
        /** Each line is looked at; nothing is done. */
        CHECKING,
        /** Waits for a person to start it. */
        READY,
        RUNNING,
        PAUSED,
        CANCELLED,
        DONE;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean works() {
            return this == CHECKING || this == RUNNING;
        }
    }

    /** How many lines stand where. */
    public record Figures(
            int lines, int looked, int possible, int same, int refused, int done, int doneSame, int failed) {
        public int worked() {
            return done + doneSame + failed;
        }

        /** Of the phase that it is in, 0 to 100. */
        public int percent(State state) {
            if (lines == 0) return 100;
            return state == State.CHECKING ? looked * 100 / lines : worked() * 100 / lines;
        }
    }

    /** One line as the screen shows it. */
    public record Line(int n, @Nullable Long hosted, String what, String standing, String told) {}
}
