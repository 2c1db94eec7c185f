package fr.balise.directory.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The first line of a file: which kind it is, and where each column stands. Columns are found by name, since their order, their
 * number and their spelling change from year to year.
 */
record Heading(Kind kind, int width, int[] positions) {

    static Heading read(String file, byte[] line, int from, int to) {
        if (to == from || !Utf8.holds(line, from, to)) throw new Refused("not-utf8", file, 1);
        return read(file, new String(line, from, to - from, StandardCharsets.UTF_8));
    }

    static Heading read(String file, String line) {
        refuseOtherThings(file, line);
        var names = names(line);
        var positions = new int[Column.values().length];
        Arrays.fill(positions, -1);
        for (int i = 0; i < names.size(); i++) {
            var column = Column.named(names.get(i));
            if (column == null) continue;
            if (positions[column.ordinal()] >= 0) throw new Refused("column-twice", file, column.heading());
            positions[column.ordinal()] = i;
        }
        if (positions[Column.BIRTH.ordinal()] >= 0) throw new Refused("restricted", file);
        var kind = kind(file, positions);
        for (var column : kind.required)
            if (positions[column.ordinal()] < 0) throw new Refused("column-missing", file, column.heading());
        if (positions[Column.PERSON_ID.ordinal()] < 0 && positions[Column.PERSON_NUMBER.ordinal()] < 0)
            throw new Refused("column-missing", file, Column.PERSON_ID.heading());
        return new Heading(kind, names.size(), positions);
    }

    int position(Column column) {
        return positions[column.ordinal()];
    }

    private static void refuseOtherThings(String file, String line) {
        var start = line.stripLeading().toLowerCase(Locale.ROOT);
        if (start.startsWith("<")) throw new Refused("web-page", file);
        if (start.startsWith("pk\u0003\u0004")) throw new Refused("zip-in-zip", file);
        if (line.indexOf('|') < 0) throw new Refused("no-heading", file);
    }

    /** A separator at the end does not begin another column. */
    private static List<String> names(String line) {
        var names = List.of(line.split("\\|", -1));
        return names.getLast().isBlank() ? names.subList(0, names.size() - 1) : names;
    }

    private static Kind kind(String file, int[] positions) {
        if (positions[Column.TYPE.ordinal()] >= 0) return Kind.MAILBOX;
        return Stream.of(Kind.values())
                .filter(k -> positions[k.sign.ordinal()] >= 0)
                .findFirst()
                .orElseThrow(() -> new Refused("no-heading", file));
    }
}
