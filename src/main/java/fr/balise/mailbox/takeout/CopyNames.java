package fr.balise.mailbox.takeout;

import fr.balise.kernel.MailAddress;
import fr.balise.kernel.Sha256;
import fr.balise.mailstore.MailStore.Folder;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where each folder of a mailbox goes in the other one: below a folder that is named as the old address. Pure. */
final class CopyNames {
    /** Between the levels of names in mailboxes that are held here: dovecot.conf. */
    private static final String SEPARATOR = "/";

    /** Dovecot keeps names as names of directories; what is no name there, or none for IMAP, becomes a line. */
    private static final Pattern NO_NAME = Pattern.compile("[\\p{Cntrl}/\\\\*%~]");

    private static final int LONGEST = 100;

    private CopyNames() {}

    static String target(MailAddress source, Folder folder) {
        var levels = folder.separator() == 0
                ? new String[] {folder.name()}
                : folder.name().split(Pattern.quote(String.valueOf(folder.separator())), -1);
        return source.key()
                + SEPARATOR
                + Arrays.stream(levels).map(CopyNames::level).collect(Collectors.joining(SEPARATOR));
    }

    private static String level(String name) {
        var plain = NO_NAME.matcher(name).replaceAll("_").strip();
        if (plain.isEmpty() || plain.chars().allMatch(c -> c == '.')) return "_" + plain;
        int end = plain.codePointCount(0, plain.length()) <= LONGEST
                ? plain.length()
                : plain.offsetByCodePoints(0, LONGEST);
        return plain.substring(0, end).strip();
    }

    /** Stands for the name where it is kept. */
    static byte[] digest(String folder) {
        return Sha256.of(folder);
    }
}
