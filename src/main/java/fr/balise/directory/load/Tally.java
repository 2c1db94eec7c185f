package fr.balise.directory.load;

/** The figures of one file, counted while it is read. */
final class Tally {
    long rows;
    long accepted;
    long rejected;
    long warnings;
    long added;
    long changed;
    long removed;
    /** What was held of this file's things before the load. */
    long held;

    void count(Outcome outcome) {
        accepted++;
        if (outcome.warned()) warnings++;
        difference(outcome);
    }

    /** Of something that takes several rows. */
    void difference(Outcome outcome) {
        if (outcome.added()) added++;
        else if (outcome.changed()) changed++;
    }
}
