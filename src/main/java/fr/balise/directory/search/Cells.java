package fr.balise.directory.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/** Cuts one line of PostgreSQL's COPY text format. */
final class Cells {
    private final String[] cells;

    private Cells(String[] cells) {
        this.cells = cells;
    }

    static Cells of(byte[] line) {
        var text = new String(line, 0, line.length - (line[line.length - 1] == '\n' ? 1 : 0), UTF_8);
        return new Cells(text.split("\t", -1));
    }

    /** The first cell of a line, read without cutting the rest. */
    static long id(byte[] line) {
        long id = 0;
        for (int i = 0; i < line.length && line[i] >= '0' && line[i] <= '9'; i++) id = id * 10 + line[i] - '0';
        return id;
    }

    @Nullable
    String at(int column) {
        var raw = cells[column];
        if (raw.equals("\\N")) return null;
        return raw.indexOf('\\') < 0 ? raw : unescaped(raw);
    }

    String text(int column) {
        var value = at(column);
        return value == null ? "" : value;
    }

    private static String unescaped(String raw) {
        var out = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '\\' || i + 1 == raw.length()) out.append(c);
            else out.append(meaning(raw.charAt(++i)));
        }
        return out.toString();
    }

    private static char meaning(char escape) {
        return switch (escape) {
            case 't', 'n', 'r', 'b', 'f', 'v' -> ' ';
            default -> escape;
        };
    }
}
