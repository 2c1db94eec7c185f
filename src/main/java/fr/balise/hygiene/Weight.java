package fr.balise.hygiene;

/**
 * Of some messages.
 *
 * @param attached octets of their attachments, as they are encoded
 * @param which messages they are: another number for other messages, the same in whatever order; 0 where nobody asks
 */
public record Weight(long messages, long octets, long attached, long which) {
    public static final Weight NONE = new Weight(0, 0, 0, 0);

    Weight(long messages, long octets, long attached) {
        this(messages, octets, attached, 0);
    }

    public Weight plus(Item item) {
        return new Weight(messages + 1, octets + item.octets(), attached + item.attached(), which + item.which());
    }

    public Weight plus(Weight other) {
        return new Weight(
                messages + other.messages, octets + other.octets, attached + other.attached, which + other.which);
    }

    /** As a form carries it: {@link Shown#parse}. */
    public String shown() {
        return messages + "-" + Long.toHexString(which);
    }
}
