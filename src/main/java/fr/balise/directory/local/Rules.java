package fr.balise.directory.local;

import fr.balise.directory.PublicationOutcome.Why;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What may be stated at all, whatever the tables hold. */
public final class Rules {
    private static final int LONGEST_TEXT = 255;

    /** Signs of the national files: those that a local part may have without quotes [RFC5322 3.2.3]. */
    private static final Pattern LOCAL = Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+");

    private static final Pattern DOMAIN = Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?");

    private Rules() {}

    public static Optional<Why> refusal(
            MailAddress address, MailboxType type, boolean onStructure, Statement statement) {
        if (!plain(address)) return Optional.of(Why.BAD_ADDRESS);
        if (onStructure != forStructures(type)) return Optional.of(Why.TYPE_NOT_FOR_CARRIER);
        if (statement.rank() != null && statement.rank() < 1) return Optional.of(Why.BAD_RANK);
        if (type == MailboxType.PER && (statement.description() != null || statement.responsible() != null)
                || !forStructures(type) && statement.service() != null) return Optional.of(Why.FIELD_NOT_FOR_TYPE);
        boolean good = Stream.of(statement.description(), statement.service(), statement.responsible())
                .allMatch(text -> text == null || good(text));
        return good ? Optional.empty() : Optional.of(Why.BAD_TEXT);
    }

    public static boolean plain(MailAddress address) {
        return LOCAL.matcher(address.localPart()).matches()
                && DOMAIN.matcher(address.domain()).matches();
    }

    private static boolean forStructures(MailboxType type) {
        return type == MailboxType.ORG || type == MailboxType.APP;
    }

    private static boolean good(String text) {
        return !text.isBlank()
                && text.length() <= LONGEST_TEXT
                && text.chars().noneMatch(c -> Character.isISOControl(c) || c == 0xfffe || c == 0xffff)
                && text.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff); // half of a sign
    }
}
