package fr.balise.mailbox.takeout;

import fr.balise.jobs.Job;
import fr.balise.jobs.Run;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A hold on a job that moves mail: at each step it is asked again whether the mail may still leave. */
record WhileAllowed(Run run, Supplier<@Nullable String> refusal) implements Run {
    @Override
    public Job job() {
        return run.job();
    }

    @Override
    public void reach(String place, long done, long total) throws Stopped {
        ask();
        run.reach(place, done, total);
    }

    @Override
    public void reach(String place, long done, long total, String words) throws Stopped {
        ask();
        run.reach(place, done, total, words);
    }

    private void ask() {
        var no = refusal.get();
        if (no != null) throw new NoLonger(no);
    }

    /** Ends the work from within: what was allowed when it began is not any more. */
    static final class NoLonger extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final String why;

        /** @param why key of a message */
        NoLonger(String why) {
            super(why, null, false, false);
            this.why = why;
        }

        String why() {
            return why;
        }
    }
}
