package fr.balise.hygiene;

/** Of some messages. @param attached octets of their attachments, as they are encoded */
public record Weight(long messages, long octets, long attached) {
    public static final Weight NONE = new Weight(0, 0, 0);

    public Weight plus(Item item) {
        return new Weight(messages + 1, octets + item.octets(), attached + item.attached());
    }

    public Weight plus(Weight other) {
        return new Weight(messages + other.messages, octets + other.octets, attached + other.attached);
    }
}
