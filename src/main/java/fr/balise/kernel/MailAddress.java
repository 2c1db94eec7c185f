package fr.balise.kernel;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * A mail address, valid by construction.
 *
 * @param localPart 1 to 64 octets [RFC5321 4.5.3.1.1], case kept as given
 * @param domain 1 to 255 octets [RFC5321 4.5.3.1.2], lower case
 */
public record MailAddress(String localPart, String domain) {

    public MailAddress {
        domain = domain.toLowerCase(Locale.ROOT);
        require(localPart, 64);
        require(domain, 255);
    }

    /**
     * Reads {@code local@domain}; the last {@code @} separates.
     *
     * @throws IllegalArgumentException when a part is missing, too long, or holds a space or control character; the
     *     message never repeats the address, since it reaches the log
     */
    public static MailAddress parse(String text) {
        int at = text.lastIndexOf('@');
        if (at < 0) throw new IllegalArgumentException("no @ in address");
        return new MailAddress(text.substring(0, at), text.substring(at + 1));
    }

    /** The same of what somebody typed or sent; empty for what {@link #parse} refuses. */
    public static Optional<MailAddress> read(String text) {
        try {
            return Optional.of(parse(text));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /** The identity of the address: both parts in lower case. Two spellings of one mailbox have one key. */
    public String key() {
        return localPart.toLowerCase(Locale.ROOT) + "@" + domain;
    }

    private static void require(String part, int maxOctets) {
        int octets = part.getBytes(StandardCharsets.UTF_8).length;
        if (octets < 1 || octets > maxOctets) throw new IllegalArgumentException(octets + " octets, max " + maxOctets);
        if (part.chars().anyMatch(c -> c <= ' ' || c == 0x7f || c == '@'))
            throw new IllegalArgumentException("space, control character or second @ in address");
    }

    @Override
    public String toString() {
        return localPart + "@" + domain;
    }
}
