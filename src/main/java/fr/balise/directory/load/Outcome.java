package fr.balise.directory.load;

/** What one row of a file did. */
final class Outcome {
    private boolean touched;
    private boolean added;
    private boolean warned;

    void clear() {
        touched = false;
        added = false;
        warned = false;
    }

    /** Something that was held is told differently. */
    void touch() {
        touched = true;
    }

    /** The thing that the row is about is new, or back. */
    void add() {
        added = true;
    }

    void warn() {
        warned = true;
    }

    /** Whether anything was told that was not held. */
    boolean differs() {
        return added || touched;
    }

    boolean touched() {
        return touched;
    }

    boolean added() {
        return added;
    }

    boolean changed() {
        return touched && !added;
    }

    boolean warned() {
        return warned;
    }
}
