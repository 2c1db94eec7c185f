package fr.balise.gateway.signing;

import fr.balise.mailbox.lifecycle.Signature;
import jakarta.mail.internet.ContentType;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;

/**
 * A text with a signature under it, and above what it quotes.
 *
 * @param octets encoded, in place of the part's content
 * @param type in place of the one it had; null where that stays
 * @param encoding in place of the one it had; null where that stays
 */
record Under(byte[] octets, @Nullable String type, @Nullable String encoding) {
    private static final Pattern SPACES = Pattern.compile("[\\s\\u00a0]+");

    static Under of(Written written, Signature signature) throws Doubt {
        return written.isHtml() ? html(written, signature) : plain(written, signature);
    }

    private static Under plain(Written written, Signature signature) throws Doubt {
        var end = written.lineEnd();
        var text = written.text();
        int place = Quotes.above(text);
        var own = text.substring(0, place);
        var before = own.isEmpty() || own.endsWith("\n") ? "" : end;
        var parted = Threads.endsWithOwnBlock(own) ? end : end + "-- " + end; // [RFC3676 4.3]
        var lines = signature.lines().stream().map(Under::line).collect(Collectors.joining(end, "", end));
        var apart = place == text.length() || startsBlank(text, place) ? "" : end;
        var added = before + parted + lines + apart;
        var charset = written.charset();
        if (!charset.newEncoder().canEncode(added)) {
            if (Coding.isAscii(written.octets())) charset = StandardCharsets.UTF_8; // the octets stay what they were
            else added = simply(charset, added);
        }
        int at = octetsOf(own, written);
        var old = written.octets();
        var octets = joined(
                List.of(Arrays.copyOf(old, at), added.getBytes(charset), Arrays.copyOfRange(old, at, old.length)));
        var coding = written.coding() == Coding.SEVEN_BIT && !Coding.isAscii(octets)
                ? Coding.QUOTED_PRINTABLE // the way that was asked for has seven bits only
                : written.coding();
        return new Under(
                coding.encode(octets),
                charset.equals(written.charset()) ? null : type(written, charset),
                coding == written.coding() ? null : coding.word());
    }

    private static boolean startsBlank(String text, int at) {
        int end = text.indexOf('\n', at);
        return text.substring(at, end < 0 ? text.length() : end).isBlank();
    }

    /** How many octets the beginning of a text takes. @throws Doubt where it was written otherwise than it would be now */
    private static int octetsOf(String beginning, Written written) throws Doubt {
        var octets = beginning.getBytes(written.charset());
        var old = written.octets();
        boolean same = octets.length <= old.length && Arrays.equals(octets, 0, octets.length, old, 0, octets.length);
        Doubt.when(!same, "octets that are not told from the text");
        return octets.length;
    }

    /** No line that a reader takes for a flowing one, or for quoted [RFC3676 4.4]. */
    private static String line(String line) {
        var fixed = line.stripTrailing();
        return fixed.startsWith(" ") || fixed.startsWith(">") || fixed.startsWith("From ") ? " " + fixed : fixed;
    }

    /** Older character sets lack the signs of print. */
    private static String simply(Charset charset, String text) throws Doubt {
        var simple = text.replace('’', '\'')
                .replace('‘', '\'')
                .replace('–', '-')
                .replace('—', '-')
                .replace('\u202f', ' ')
                .replace('\u00a0', ' ')
                .replace("…", "...")
                .replace("œ", "oe")
                .replace("Œ", "Oe");
        Doubt.when(!charset.newEncoder().canEncode(simple), "letters that the text's character set lacks");
        return simple;
    }

    private static String type(Written written, Charset charset) {
        var old = written.part().type();
        var list = old.getParameterList();
        var type = new ContentType(old.getPrimaryType(), old.getSubType(), list);
        type.setParameter("charset", charset.name());
        return type.toString();
    }

    private static Under html(Written written, Signature signature) throws Doubt {
        var octets = written.octets();
        var page = new String(octets, StandardCharsets.ISO_8859_1); // one octet a character
        var above = Page.above(page);
        int at = above == null ? Page.end(page) : above;
        var own = Arrays.copyOf(octets, at);
        Doubt.when(Page.quotesUnknown(decoded(own, written.charset())), "a quotation of another kind");
        var block = block(signature, above != null, written.lineEnd());
        var whole = joined(
                List.of(own, block.getBytes(StandardCharsets.US_ASCII), Arrays.copyOfRange(octets, at, octets.length)));
        var before = shown(decoded(own, written.charset()));
        var all = shown(written.text());
        Doubt.when(!all.startsWith(before), "a text that is read otherwise than in its order");
        var expected = before + shown(block) + all.substring(before.length());
        Doubt.when(
                !shown(decoded(whole, written.charset())).equals(expected),
                "a text that swallows what is put under it");
        return new Under(written.coding().encode(whole), null, null);
    }

    private static String block(Signature signature, boolean above, String end) {
        return ascii("<div class=\"balise-signature\"><br>-- <br>" + signature.html() + (above ? "<br>" : "")
                                + "</div>")
                        .replace("<br>", "\n<br>")
                        .replace("\n", end)
                + end;
    }

    private static String decoded(byte[] html, Charset charset) throws Doubt {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(html)).toString();
        } catch (CharacterCodingException never) {
            throw new Doubt("charset");
        }
    }

    /** What a reader sees, without spaces: where a block begins and ends, some may come or go. */
    private static String shown(String html) {
        return SPACES.matcher(Jsoup.parse(html).text()).replaceAll("");
    }

    /** Letters beyond ASCII as numbers: right in every character set. */
    private static String ascii(String html) {
        return html.codePoints()
                .mapToObj(c -> c < 128 ? Character.toString(c) : "&#" + c + ";")
                .collect(Collectors.joining());
    }

    static byte[] joined(List<byte[]> pieces) {
        var all = new ByteArrayOutputStream();
        pieces.forEach(all::writeBytes);
        return all.toByteArray();
    }
}
