package fr.balise.mailbox;

import fr.balise.kernel.MailAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads an address that somebody typed. Balise writes to it, so only what can be a professional's mailbox in the MSSanté space
 * passes: a plain local part, and a domain of that space.
 */
final class HandWritten {
    private static final String NAME = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final Pattern LOCAL = Pattern.compile("[A-Za-z0-9_'-]+(?:\\.[A-Za-z0-9_'-]+)*");
    private static final Pattern DOMAIN = Pattern.compile(NAME + "(?:\\." + NAME + ")+");
    private static final int LONGEST = 254; // [RFC5321 4.5.3.1.3] a path of 256 octets, brackets included

    private HandWritten() {}

    /** @param known domains beside {@code mssante.fr}: those held here, and those of the operators' sheets */
    static Optional<MailAddress> read(String typed, java.util.function.Predicate<String> known) {
        var text = typed.strip();
        int at = text.indexOf('@');
        if (at < 1 || at > 64 || text.length() > LONGEST) return Optional.empty();
        if (!LOCAL.matcher(text.substring(0, at)).matches()) return Optional.empty();
        if (!DOMAIN.matcher(text.substring(at + 1)).matches()) return Optional.empty();
        return Optional.of(MailAddress.parse(text)).filter(address -> professional(address.domain(), known));
    }

    private static boolean professional(String domain, java.util.function.Predicate<String> known) {
        if (Domains.isWithin(domain, "patient.mssante.fr")) return false;
        return Domains.isWithin(domain, Domains.SPACE) || known.test(domain);
    }
}
