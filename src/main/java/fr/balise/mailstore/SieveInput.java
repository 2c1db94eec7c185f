package fr.balise.mailstore;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a ManageSieve server says, line by line [RFC5804 4]. The server is somebody else's: nothing that it says makes room for more than
 * these limits, nor goes on for longer. What is outside of the grammar ends the conversation.
 */
final class SieveInput {
    /** Words of a line: an atom or a number as it stands, a string without its quotes. */
    record Word(String text, boolean string) {
        boolean is(String atom) {
            return !string && text.equalsIgnoreCase(atom);
        }
    }

    /** Far more than any script of a person: operators allow some hundred kilobytes. */
    static final int LARGEST_LITERAL = 1 << 20;

    /** Quoted strings have 1,024 octets at most [RFC5804 1.2]; lists of extensions are longer with some servers. */
    static final int LONGEST_WORD = 8_192;

    static final int MOST_WORDS = 64;
    static final int LARGEST_ANSWER = 4 << 20;
    static final int MOST_LINES = 2_000;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final InputStream in;
    private long left;
    private int lines;
    private long until;
    private int next = NONE;
    private static final int NONE = -2;

    /** @param in buffered */
    SieveInput(InputStream in) {
        this.in = in;
        begin();
    }

    /** A new command was sent. */
    void begin() {
        left = LARGEST_ANSWER;
        lines = 0;
        until = System.nanoTime() + PATIENCE.toNanos();
    }

    /** Whether something came that no command asked for. */
    boolean hasMore() throws IOException {
        return next != NONE || in.available() > 0;
    }

    private int read() throws IOException {
        int octet = next;
        next = NONE;
        if (octet != NONE) return octet;
        if (left-- <= 0) throw new IOException("an answer without end");
        if (System.nanoTime() > until) throw new IOException("an answer that takes too long");
        octet = in.read();
        if (octet < 0) throw new IOException("the server hung up");
        return octet;
    }

    /** The next line, its literals within. @throws IOException for anything that is no such line */
    List<Word> line() throws IOException {
        if (++lines > MOST_LINES) throw new IOException("an answer of too many lines");
        var words = new ArrayList<Word>();
        while (true) {
            int octet = read();
            switch (octet) {
                case ' ' -> {}
                case '\r' -> {
                    if (read() != '\n') throw new IOException("a line that ends in half");
                    return words;
                }
                case '"' -> words.add(quoted());
                case '{' -> words.add(literal());
                case '(', ')' -> words.add(new Word(String.valueOf((char) octet), false));
                default -> words.add(atom(octet));
            }
            if (words.size() > MOST_WORDS) throw new IOException("a line of too many words");
        }
    }

    private Word atom(int first) throws IOException {
        var text = new StringBuilder();
        for (int octet = first; ; octet = read()) {
            if (octet == ' ' || octet == '\r' || octet == '(' || octet == ')') {
                next = octet;
                return new Word(text.toString(), false);
            }
            if (octet <= ' ' || octet > '~' || octet == '"' || octet == '{')
                throw new IOException("an octet that belongs nowhere");
            text.append((char) octet);
            if (text.length() > LONGEST_WORD) throw new IOException("a word without end");
        }
    }

    private Word quoted() throws IOException {
        var octets = new ByteArrayOutputStream();
        for (int octet = read(); octet != '"'; octet = read()) {
            if (octet == '\\') octet = read();
            if (octet == '\r' || octet == '\n' || octet == 0) throw new IOException("a string that ends in half");
            octets.write(octet);
            if (octets.size() > LONGEST_WORD) throw new IOException("a string without end");
        }
        return word(octets.toByteArray());
    }

    private Word literal() throws IOException {
        int size = 0;
        int digits = 0;
        for (int octet = read(); octet != '}'; octet = read()) {
            if (octet < '0' || octet > '9' || ++digits > 8) throw new IOException("a literal of no size");
            size = size * 10 + octet - '0';
        }
        if (digits == 0 || size > LARGEST_LITERAL || read() != '\r' || read() != '\n')
            throw new IOException("a literal beyond all measure");
        var octets = new ByteArrayOutputStream();
        for (int i = 0; i < size; i++) octets.write(read()); // room is made as it comes, not as it is announced
        return word(octets.toByteArray());
    }

    private static Word word(byte[] octets) throws CharacterCodingException {
        var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets));
        return new Word(text.toString(), true);
    }
}
