package fr.balise.gateway.signing;

import fr.balise.mailbox.lifecycle.Signature;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;

/** What a text, with all that it quotes, tells of signatures. */
final class Threads {
    /** Before each line that is quoted [RFC3676 4.5], once for each time. */
    private static final Pattern QUOTES = Pattern.compile("(?m)^[> ]*>");

    private static final Pattern SPACES = Pattern.compile("[\\s\\u00a0\\u202f]+");

    /** What programs put around bold words when they make plain text of HTML. */
    private static final String BOLD = "*";

    /** Alone on its line, with the space [RFC3676 4.3]. */
    private static final Pattern OWN_BLOCK = Pattern.compile("(?m)^-- \\r?$");

    private static final Pattern QUOTED = Pattern.compile("(?m)^>");

    /** [RFC4880 6.2] What is signed or sealed inside of a text. */
    private static final Pattern PGP = Pattern.compile("(?m)^-----BEGIN PGP ");

    /** HPRIM in the text itself: programs read it to the last line. */
    private static final Pattern HPRIM = Pattern.compile("(?m)^\\*{4}(FIN|FINFICHIER|LAB)\\*{4}");

    private Threads() {}

    /** The message, or one that it quotes, has it: of this reply or of one before. */
    static boolean holds(Written written, Signature signature) {
        var plain = plain(written);
        return signature.marks().stream().anyMatch(plain::contains);
    }

    static String plain(Written written) {
        var text = written.isHtml()
                ? Jsoup.parse(written.text()).text()
                : QUOTES.matcher(written.text()).replaceAll("");
        return SPACES.matcher(text.replace(BOLD, "")).replaceAll(" ").toLowerCase(Locale.ROOT);
    }

    static boolean isSealedOrForPrograms(Written written) {
        var text = written.isHtml() ? Jsoup.parse(written.text()).wholeText() : written.text();
        return PGP.matcher(text).find() || HPRIM.matcher(text).find();
    }

    /** Whether the text, without what it quotes below, ends with a signature of the writer's own: then one more line that parts it off would hide nothing new. */
    static boolean endsWithOwnBlock(String text) {
        var block = OWN_BLOCK.matcher(text);
        int last = -1;
        while (block.find()) last = block.end();
        return last >= 0 && !QUOTED.matcher(text.substring(last)).find();
    }
}
