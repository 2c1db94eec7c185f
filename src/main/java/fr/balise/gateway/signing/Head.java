package fr.balise.gateway.signing;

import jakarta.mail.internet.ContentDisposition;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParseException;
import java.io.UnsupportedEncodingException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The head of a message or of one of its parts. */
record Head(List<Field> fields) {
    static final String TYPE = "Content-Type";
    static final String ENCODING = "Content-Transfer-Encoding";

    Head {
        fields = List.copyOf(fields);
    }

    boolean has(String name) {
        return fields.stream().anyMatch(field -> field.is(name));
    }

    /** Twice the same field means two things: which one a reader believes is not known. */
    Optional<Field> only(String name) throws Doubt {
        var found = fields.stream().filter(field -> field.is(name)).toList();
        Doubt.when(found.size() > 1, name + " twice");
        return found.stream().findFirst();
    }

    /** Without folds, decoded, in lower case; empty where there is none. */
    String said(String name) throws Doubt {
        var field = only(name);
        return field.isEmpty()
                ? ""
                : lower(field.get().value().replaceAll("\\s+", " ").strip());
    }

    /** No program writes more; patterns that look at it take room for every word. */
    private static final int LONGEST = 4_000;

    /** Decoded first: the letters of an encoded word are not those that it stands for [RFC2047 2]. */
    private static String lower(String value) throws Doubt {
        Doubt.when(value.length() > LONGEST, "a line of the head too long");
        try {
            return MimeUtility.decodeText(value).toLowerCase(Locale.ROOT);
        } catch (UnsupportedEncodingException unreadable) {
            throw new Doubt("an encoded word");
        }
    }

    /** [RFC2045 5.2] Without a word, it is plain ASCII. */
    ContentType type() throws Doubt {
        var field = only(TYPE);
        try {
            return new ContentType(field.map(one -> one.value().strip()).orElse("text/plain; charset=us-ascii"));
        } catch (ParseException unreadable) {
            throw new Doubt(TYPE);
        }
    }

    /** [RFC2045 6.1] */
    String encoding() throws Doubt {
        var said = said(ENCODING);
        return said.isEmpty() ? "7bit" : said;
    }

    boolean isAttachment() throws Doubt {
        return said("Content-Disposition").startsWith("attachment");
    }

    /** Under which it would be stored; empty where it has none. */
    String fileName() throws Doubt {
        var field = only("Content-Disposition");
        try {
            var named = field.isEmpty()
                    ? null
                    : new ContentDisposition(field.get().value().strip()).getParameter("filename");
            if (named == null) named = type().getParameter("name");
            return named == null ? "" : lower(named);
        } catch (ParseException unreadable) {
            throw new Doubt("Content-Disposition");
        }
    }
}
