package fr.balise.mailbox.takeout;

/** Ends work where trying again would not help. */
final class GaveUp extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String why;

    /** @param why key of a message */
    GaveUp(String why) {
        super(why, null, false, false);
        this.why = why;
    }

    String why() {
        return why;
    }
}
