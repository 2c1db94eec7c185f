package fr.balise.jobs;

/**
 * One kind of background work: a bean. Its methods run outside of any transaction, and may be killed at every point: what they did
 * after the last {@link Run#reach} is done again, so it must be harmless to do it twice.
 */
public interface Work {

    /** Stable name, stored with each job: {@code mailbox.export}. */
    String kind();

    /**
     * Does the job from {@link Job#place()} on. Any exception but {@link Run.Stopped} is a failure: it is tried again later from the
     * place last reached, with growing pauses, and given up after several failures without a step forward.
     *
     * @throws Run.Stopped passed on from {@link Run#reach}; close what is open and let it go up
     */
    Outcome run(Run run) throws Exception;

    /** Removes what a cancelled job left behind. Tried again until it returns. */
    default void undo(Job job) throws Exception {}

    /** How a job ended. */
    sealed interface Outcome {
        /** @param result kept with the job, in the words of its kind; no secret */
        record Done(String result) implements Outcome {}

        /** Trying again would not help. @param why key of a message, told to the owner */
        record GivenUp(String why) implements Outcome {}
    }
}
