package fr.balise.kernel;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * National identifier of a person (idNatPS): a prefix that names the register, then the number in it.
 *
 * <p>Prefixes: 0 ADELI, 1 ADELI practice, 3 FINESS, 4 SIREN, 5 SIRET, 6 RPPS practice, 8 RPPS, 10 MSSanté address (people
 * without a national number, known only by their mailbox).
 *
 * @param value prefix and number in one word, at most 320 characters, without spaces
 */
public record NationalPersonId(String value) {
    private static final Pattern RPPS = Pattern.compile("8\\d{11}");

    public NationalPersonId {
        if (value.length() < 2 || value.length() > 320 || value.chars().anyMatch(c -> c <= ' ' || c == 0x7f))
            throw new IllegalArgumentException("a national person id has 2 to 320 characters and no space");
    }

    public static NationalPersonId of(Rpps rpps) {
        return new NationalPersonId("8" + rpps.value());
    }

    /** For a person without any national number. */
    public static NationalPersonId of(MailAddress address) {
        return new NationalPersonId("10" + address.key());
    }

    public Optional<Rpps> rpps() {
        return RPPS.matcher(value).matches() ? Optional.of(new Rpps(value.substring(1))) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
