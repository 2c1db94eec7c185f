package fr.balise.jobs;

/** A worker's hold on a job. */
public interface Run {

    /** As it was when this turn began. */
    Job job();

    /**
     * Commits that the work has come this far: after a crash it goes on from here. Call it every second or so; rows that the step wrote
     * itself are best committed just before.
     *
     * @param place where to go on, in the words of the work; at most 100,000 characters, no secret
     * @param done how much is done
     * @param total of how much; 0 if nobody knows
     * @throws Stopped the turn ends here: paused, cancelled, taken over, Balise closing, or others waiting
     */
    void reach(String place, long done, long total) throws Stopped;

    /** As above, with other words for what is going on. @param words key of a message */
    void reach(String place, long done, long total, String words) throws Stopped;

    /** Ends a turn. Not a failure: the job goes on, or not, as its state says. */
    final class Stopped extends Exception {
        private static final long serialVersionUID = 1;

        Stopped() {
            super("the turn is over", null, false, false);
        }
    }
}
