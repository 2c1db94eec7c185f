package fr.balise.gateway.signing;

import fr.balise.mailbox.lifecycle.Signature;
import jakarta.mail.internet.ContentType;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;

/**
 * A text with a signature under it.
 *
 * @param octets encoded, in place of the part's content
 * @param type in place of the one it had; null where that stays
 * @param encoding in place of the one it had; null where that stays
 */
record Under(byte[] octets, @Nullable String type, @Nullable String encoding) {
    private static final Pattern AFTER_BODY = Pattern.compile("(?is)</(body|html)\\s*>(\\s|<!--.*?-->|</html\\s*>)*");

    static Under of(Written written, Signature signature) throws Doubt {
        return written.isHtml() ? html(written, signature) : plain(written, signature);
    }

    private static Under plain(Written written, Signature signature) throws Doubt {
        var end = written.lineEnd();
        var text = written.text();
        var before = text.isEmpty() || text.endsWith("\n") ? "" : end;
        var parted = Threads.endsWithOwnBlock(text) ? end : end + "-- " + end; // [RFC3676 4.3]
        var lines = signature.lines().stream().map(Under::line).collect(Collectors.joining(end, "", end));
        var added = before + parted + lines;
        var charset = written.charset();
        if (!charset.newEncoder().canEncode(added)) {
            if (Coding.isAscii(written.octets())) charset = StandardCharsets.UTF_8; // the octets stay what they were
            else added = simply(charset, added);
        }
        var octets = joined(List.of(written.octets(), added.getBytes(charset)));
        var coding = written.coding() == Coding.SEVEN_BIT && !Coding.isAscii(octets)
                ? Coding.QUOTED_PRINTABLE // the way that was asked for has seven bits only
                : written.coding();
        return new Under(
                coding.encode(octets),
                charset.equals(written.charset()) ? null : type(written, charset),
                coding == written.coding() ? null : coding.word());
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
        var end = written.lineEnd();
        var block = ascii("<div class=\"balise-signature\"><br>-- <br>" + signature.html() + "</div>")
                        .replace("<br>", "\n<br>")
                        .replace("\n", end)
                + end;
        var octets = written.octets();
        int at = bodyEnd(new String(octets, StandardCharsets.ISO_8859_1));
        var whole = joined(List.of(
                java.util.Arrays.copyOf(octets, at),
                block.getBytes(StandardCharsets.US_ASCII),
                java.util.Arrays.copyOfRange(octets, at, octets.length)));
        var seen = single(
                Jsoup.parse(written.text()).text() + " " + Jsoup.parse(block).text());
        Doubt.when(!shown(whole, written.charset()).equals(seen), "a text that swallows what is put under it");
        return new Under(written.coding().encode(whole), null, null);
    }

    private static String shown(byte[] html, Charset charset) throws Doubt {
        try {
            return single(Jsoup.parse(
                            charset.newDecoder().decode(ByteBuffer.wrap(html)).toString())
                    .text());
        } catch (CharacterCodingException never) {
            throw new Doubt("charset");
        }
    }

    private static String single(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    /** One octet a character, so that a place in one is a place in the other. */
    private static int bodyEnd(String html) throws Doubt {
        var lower = html.toLowerCase(java.util.Locale.ROOT);
        int at = lower.lastIndexOf("</body");
        if (at < 0) at = lower.lastIndexOf("</html");
        if (at < 0) return html.length();
        Doubt.when(!AFTER_BODY.matcher(html.substring(at)).matches(), "something after the body");
        return at;
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
