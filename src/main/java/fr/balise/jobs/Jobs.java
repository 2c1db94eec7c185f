package fr.balise.jobs;

import java.util.List;
import java.util.Optional;

/** Starts, shows and steers background work. */
public interface Jobs {

    /**
     * Lets a job begin once the caller's transaction has committed; without a transaction it refuses to.
     *
     * @return the new job, or the one of this kind and subject that has not ended yet
     */
    Started start(NewJob job);

    Optional<Job> find(JobId id);

    /** The newest job of a kind about a subject, ended or not. */
    Optional<Job> latest(String kind, String subject);

    /** Jobs of an account, newest first, at most a hundred. */
    List<Job> of(long owner);

    /** Takes effect at the next step of the work. Empty if there is no such job of this owner, or if it cannot be paused now. */
    Optional<Job> pause(JobId id, long owner);

    /** Goes on after a pause, or tries again what was given up, from where it was. Empty as above. */
    Optional<Job> resume(JobId id, long owner);

    /** Ends it for good at its next step, and removes what it left behind ({@link Work#undo}). Empty as above. */
    Optional<Job> cancel(JobId id, long owner);

    /** @param isNew false when a job about the same subject was still going on: nothing was started */
    record Started(JobId id, boolean isNew) {}
}
