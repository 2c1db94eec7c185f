package fr.balise.promotion;

/** What a choice should be checked for before it is made, each with its remedy on the screen. */
public enum Doubt {
    /** Whoever writes there writes out of the space of trust: not to be chosen. */
    OUTSIDE(true),
    /** On its way to be closed: not to be chosen. */
    CLOSING(true),
    /** Colleagues cannot find it. */
    NOT_PUBLISHED(false),
    /** The holder said that nobody reads it. */
    NOT_READ(false),
    /** Nobody showed that it is read. */
    NOT_CONFIRMED(false),
    /** Soon it takes no mail. */
    NEARLY_FULL(false),
    /** The directory does not attach it to this place. */
    NOT_ATTACHED(false);

    private final boolean grave;

    Doubt(boolean grave) {
        this.grave = grave;
    }

    /** Whether it cannot be chosen at all. */
    public boolean grave() {
        return grave;
    }

    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
