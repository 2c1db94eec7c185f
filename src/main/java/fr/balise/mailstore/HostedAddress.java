package fr.balise.mailstore;

import fr.balise.kernel.MailAddress;
import java.util.regex.Pattern;

/** Which addresses can be given: those that every server, client and form carries unharmed. */
public final class HostedAddress {
    /** Letters, digits and {@code - _ ' .}; begins and ends with a letter or digit, no two dots in a row. */
    private static final Pattern LOCAL =
            Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9_'-]|\\.(?!\\.)){0,62}(?<=[A-Za-z0-9])");

    private HostedAddress() {}

    public static boolean isGood(MailAddress address) {
        return LOCAL.matcher(address.localPart()).matches();
    }
}
