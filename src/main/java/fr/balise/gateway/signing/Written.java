package fr.balise.gateway.signing;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * A text part, decoded.
 *
 * @param text the same as {@code octets}
 */
record Written(Part part, Coding coding, Charset charset, byte[] octets, String text) {
    /** Those of which ASCII is a part, so that octets can be added without reading the rest anew. */
    private static final Pattern CHARSETS = Pattern.compile("(?i)us-ascii|utf-8|iso-8859-[0-9]{1,2}|windows-125[0-9]");

    /** Nobody writes more; what is pasted or made is left alone, and nobody waits. */
    private static final int LONGEST = 1 << 20;

    static Written read(Part part, byte[] body) throws Doubt {
        Doubt.when(part.to() - part.from() > LONGEST, "a text too long");
        var coding = Coding.of(part.head().encoding());
        var octets = coding.decode(java.util.Arrays.copyOfRange(body, part.from(), part.to()));
        var charset = charset(part);
        try {
            var text = charset.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
            return new Written(part, coding, charset, octets, text);
        } catch (CharacterCodingException mislabelled) {
            throw new Doubt("charset");
        }
    }

    private static Charset charset(Part part) throws Doubt {
        var named = part.type().getParameter("charset");
        if (named == null) return StandardCharsets.US_ASCII; // [RFC2046 4.1.2]
        Doubt.when(!CHARSETS.matcher(named).matches() || !Charset.isSupported(named), "charset");
        return Charset.forName(named);
    }

    boolean isHtml() {
        return part.is("text/html");
    }

    /** As the part ends its own lines. */
    String lineEnd() {
        return text.contains("\r\n") || !text.contains("\n") ? "\r\n" : "\n";
    }
}
