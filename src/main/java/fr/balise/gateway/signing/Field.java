package fr.balise.gateway.signing;

/**
 * One line of a head.
 *
 * @param value unfolded or not, without the end of its last line
 * @param from where it stands in the octets of the body, {@code to} behind its last line; both 0 in the head of the message itself
 */
public record Field(String name, String value, int from, int to) {
    public Field(String name, String value) {
        this(name, value, 0, 0);
    }

    boolean is(String other) {
        return name.equalsIgnoreCase(other);
    }
}
