package fr.balise.jobs;

/** Number of a job, never reused. */
public record JobId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
