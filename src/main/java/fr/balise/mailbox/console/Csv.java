package fr.balise.mailbox.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamSource;

/**
 * A table as spreadsheets write it: UTF-8 (with or without a mark) or windows-1252, separated by semicolons, commas or tabs, texts in
 * quotation marks where needed. Read as a stream, a row at a time.
 */
final class Csv implements AutoCloseable {
    /** Longer than any line of honest cells; it bounds the memory of one row. */
    private static final int LONGEST_ROW = 8_192;

    private static final int MOST_CELLS = 40;
    private static final char MARK = '\uFEFF';

    private final BufferedReader reader;
    private final char separator;
    private @Nullable String first;

    private Csv(BufferedReader reader, String first, char separator) {
        this.reader = reader;
        this.first = first;
        this.separator = separator;
    }

    /** Why a file is not read any further. */
    enum Fault {
        EMPTY,
        /** Neither of the encodings, or no text at all. */
        NOT_TEXT,
        LINE_TOO_LONG,
        TOO_MANY_CELLS,
        /** A quotation mark that nothing ends. */
        OPEN_QUOTE
    }

    static final class Broken extends IOException {
        private static final long serialVersionUID = 1;
        final Fault fault;

        Broken(Fault fault) {
            super(fault.name());
            this.fault = fault;
        }
    }

    /** @param source read twice, from its beginning @throws Broken when there is nothing to read, or no text */
    static Csv open(InputStreamSource source) throws IOException {
        var charset = charset(source).orElseThrow(() -> new Broken(Fault.NOT_TEXT));
        var reader = new BufferedReader(new InputStreamReader(source.getInputStream(), charset));
        try {
            var first = line(reader);
            if (first == null) throw new Broken(Fault.EMPTY);
            if (!first.isEmpty() && first.charAt(0) == MARK) first = first.substring(1);
            if (first.isBlank()) throw new Broken(Fault.EMPTY);
            return new Csv(reader, first, separator(first));
        } catch (IOException broken) {
            reader.close();
            throw broken;
        }
    }

    /** The whole file is looked through once: what is no UTF-8 at its end was none at its beginning. */
    private static Optional<Charset> charset(InputStreamSource source) throws IOException {
        try (var in = new PushbackInputStream(source.getInputStream(), 2)) {
            int one = in.read();
            int two = in.read();
            // UTF-16 and zip (the format of spreadsheets themselves) are told apart from text at once.
            if (one == 0xFF && two == 0xFE || one == 0xFE && two == 0xFF || one == 'P' && two == 'K')
                return Optional.empty();
            if (two >= 0) in.unread(two);
            if (one >= 0) in.unread(one);
            var strict = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
            var text = new InputStreamReader(in, strict);
            var some = new char[8_192];
            for (int n = text.read(some); n >= 0; n = text.read(some))
                for (int i = 0; i < n; i++) if (some[i] == 0) return Optional.empty();
            return Optional.of(StandardCharsets.UTF_8);
        } catch (CharacterCodingException other) {
            return zero(source) ? Optional.empty() : Optional.of(Charset.forName("windows-1252"));
        }
    }

    private static boolean zero(InputStreamSource source) throws IOException {
        try (var in = source.getInputStream()) {
            var some = new byte[8_192];
            for (int n = in.read(some); n >= 0; n = in.read(some))
                for (int i = 0; i < n; i++) if (some[i] == 0) return true;
            return false;
        }
    }

    private static char separator(String heading) {
        char best = ';';
        for (char candidate : new char[] {',', '\t'})
            if (count(heading, candidate) > count(heading, best)) best = candidate;
        return best;
    }

    private static long count(String text, char sign) {
        return text.chars().filter(c -> c == sign).count();
    }

    /** The cells of the next row, without blanks around them; null at the end. Empty rows are passed over. */
    @Nullable
    List<String> next() throws IOException {
        for (var line = read(); line != null; line = read()) {
            var cells = cells(line);
            if (cells.stream().anyMatch(cell -> !cell.isEmpty())) return cells;
        }
        return null;
    }

    private @Nullable String read() throws IOException {
        var kept = first;
        if (kept == null) return line(reader);
        first = null;
        return kept;
    }

    private List<String> cells(String line) throws IOException {
        var cells = new ArrayList<String>();
        var cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; ; i++) {
            if (i == line.length()) {
                if (!quoted) break;
                // A line end inside quotation marks is part of the text.
                var more = line(reader);
                if (more == null || line.length() + more.length() > LONGEST_ROW) throw new Broken(Fault.OPEN_QUOTE);
                line = line + "\n" + more;
            }
            char c = line.charAt(i);
            if (quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append('"');
                i++;
            } else if (c == '"' && (quoted || cell.toString().isBlank())) quoted = !quoted;
            else if (c == separator && !quoted) add(cells, cell);
            else cell.append(c);
        }
        add(cells, cell);
        return cells;
    }

    private static void add(List<String> cells, StringBuilder cell) throws Broken {
        if (cells.size() >= MOST_CELLS) throw new Broken(Fault.TOO_MANY_CELLS);
        cells.add(cell.toString().strip());
        cell.setLength(0);
    }

    /** As {@code readLine}, but never more than a bounded piece of a file in memory. */
    private static @Nullable String line(BufferedReader reader) throws IOException {
        var line = new StringBuilder();
        for (int c = reader.read(); ; c = reader.read()) {
            if (c < 0) return line.isEmpty() ? null : line.toString();
            if (c == '\n') break;
            if (c != '\r') line.append((char) c);
            if (line.length() > LONGEST_ROW) throw new Broken(Fault.LINE_TOO_LONG);
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
