package fr.balise.gateway.signing;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;

/** Transfer encodings of a text [RFC2045 6]: what is written reads back as what was meant, octet for octet, or is not written. */
enum Coding {
    SEVEN_BIT("7bit"),
    EIGHT_BIT("8bit"),
    QUOTED_PRINTABLE("quoted-printable"),
    BASE64("base64");

    /** [RFC5322 2.1.1] */
    private static final int LONGEST_LINE = 998;

    /** An equals sign that begins neither an octet nor a soft line end: readers differ on it. */
    private static final Pattern WRONG = Pattern.compile("=(?![0-9A-Fa-f]{2}|[ \t]*\r\n|[ \t]*\\z)|[^\\x00-\\x7f]");

    private final String word;

    Coding(String word) {
        this.word = word;
    }

    static Coding of(String word) throws Doubt {
        for (var one : values()) if (one.word.equals(word.toLowerCase(Locale.ROOT))) return one;
        throw new Doubt("encoding");
    }

    String word() {
        return word;
    }

    boolean isPlain() {
        return this == SEVEN_BIT || this == EIGHT_BIT;
    }

    byte[] decode(byte[] octets) throws Doubt {
        Doubt.when(this == SEVEN_BIT && !isAscii(octets), "eight bits where seven were promised");
        if (isPlain()) return octets;
        var written = new String(octets, StandardCharsets.ISO_8859_1);
        try (var in = MimeUtility.decode(new ByteArrayInputStream(octets), word)) {
            if (this == BASE64) return Base64.getDecoder().decode(written.replaceAll("[\r\n\t ]", ""));
            Doubt.when(WRONG.matcher(written).find(), word);
            return in.readAllBytes();
        } catch (MessagingException | IOException | IllegalArgumentException unreadable) {
            throw new Doubt(word);
        }
    }

    byte[] encode(byte[] text) throws Doubt {
        if (isPlain()) {
            Doubt.when(!fits(text), "a line too long");
            return text;
        }
        var out = new ByteArrayOutputStream();
        try (var in = MimeUtility.encode(out, word)) {
            in.write(text);
        } catch (MessagingException | IOException never) {
            throw new Doubt(word);
        }
        var written = out.toByteArray();
        Doubt.when(!Arrays.equals(decode(written), text), "not the same when it is read again");
        return written;
    }

    private boolean fits(byte[] text) {
        if (this == SEVEN_BIT && !isAscii(text)) return false;
        int line = 0;
        for (var octet : text) {
            line = octet == '\n' ? 0 : line + 1;
            if (line > LONGEST_LINE || octet == 0) return false;
        }
        return true;
    }

    static boolean isAscii(byte[] octets) {
        for (var octet : octets) if (octet < 0) return false;
        return true;
    }
}
