package fr.balise.mailstore;

import fr.balise.kernel.MailAddress;
import java.util.regex.Pattern;

/** Which addresses may be hosted: no sign that a mail server, a shell or a path could read as more than a name. */
final class AddressPolicy {
    private static final Pattern LOCAL = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9_'.-]{0,62}[A-Za-z0-9])?");

    private AddressPolicy() {}

    static boolean allows(MailAddress address) {
        var local = address.localPart();
        return LOCAL.matcher(local).matches() && !local.contains("..");
    }
}
