package fr.balise.gateway;

import fr.balise.kernel.MailAddress;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Who a message says that it is from, against who was logged in. Pure. */
final class Writers {
    /** {@code address}, or {@code address@person} of whoever sends by a right (decision 0148). */
    private static final Pattern LOGIN = Pattern.compile("([^@]+@[^@]+)(@[0-9]{1,18})?");

    private Writers() {}

    /** The mailbox that was logged in with, by its holder or by somebody with a right; empty for what is no login of ours. */
    static Optional<MailAddress> mailbox(String login) {
        var mailbox = LOGIN.matcher(login);
        return mailbox.matches() ? MailAddress.read(mailbox.group(1)) : Optional.empty();
    }

    /**
     * @param login name that Postfix knows the sender by
     * @param from each line of the head that says who wrote it
     * @return whether there is one line with one address, that of the mailbox, with a detail ({@code anne+tri@…}) or without
     */
    static boolean isOwn(String login, List<String> from) {
        var mailbox = LOGIN.matcher(login);
        if (!mailbox.matches() || from.size() != 1) return false;
        try {
            var named = InternetAddress.parseHeader(from.getFirst(), true);
            return named.length == 1
                    && !named[0].isGroup()
                    && plain(named[0].getAddress()).equals(plain(mailbox.group(1)));
        } catch (AddressException unreadable) {
            return false;
        }
    }

    private static String plain(String address) {
        return address.replaceFirst("\\+[^@]*@", "@").toLowerCase(Locale.ROOT);
    }
}
