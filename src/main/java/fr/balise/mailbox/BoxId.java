package fr.balise.mailbox;

import fr.balise.kernel.MailAddress;
import fr.balise.kernel.NationalPersonId;
import fr.balise.kernel.Sha256;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A mailbox as one person sees it, for URLs: says nothing of address or person, and is found again only among the mailboxes of
 * that same person, so that another person's id leads nowhere.
 *
 * @param value twenty hexadecimal characters
 */
public record BoxId(String value) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{20}");

    public BoxId {
        if (!FORM.matcher(value).matches())
            throw new IllegalArgumentException("a box id has twenty hexadecimal characters");
    }

    public static BoxId of(NationalPersonId person, MailAddress address) {
        return new BoxId(HexFormat.of().formatHex(Arrays.copyOf(Sha256.of(person.value() + " " + address.key()), 10)));
    }

    /** From a URL: empty when it cannot be an id. */
    public static Optional<BoxId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new BoxId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
