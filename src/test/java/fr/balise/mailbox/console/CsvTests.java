package fr.balise.mailbox.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.balise.mailbox.console.Csv.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTests {
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private static List<List<String>> rows(byte[] file) throws IOException {
        var rows = new ArrayList<List<String>>();
        try (var csv = Csv.open(() -> new ByteArrayInputStream(file))) {
            for (var row = csv.next(); row != null; row = csv.next()) rows.add(row);
        }
        return rows;
    }

    private static List<List<String>> rows(String text) throws IOException {
        return rows(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theEncodingsOfSpreadsheetsAreRead() throws IOException {
        var expected = List.of(List.of("nom", "ville"), List.of("Lefèvre", "Saint-Étienne €"));
        var text = "nom;ville\r\nLefèvre;Saint-Étienne €\r\n";
        assertThat(rows(text)).isEqualTo(expected);
        assertThat(rows("\uFEFF" + text)).isEqualTo(expected);
        assertThat(rows(text.getBytes(WINDOWS))).isEqualTo(expected);
        // An accent on the last line of a long file decides all the same.
        var late = "nom;ville\n" + "a;b\n".repeat(50_000) + "Lefèvre;Brest\n";
        assertThat(rows(late.getBytes(WINDOWS)).getLast()).containsExactly("Lefèvre", "Brest");
    }

    @Test
    void separatorsAreFoundInTheHeading() throws IOException {
        for (var sign : List.of(";", ",", "\t"))
            assertThat(rows("a" + sign + "b" + sign + "c\n1" + sign + sign + "3\n"))
                    .as(sign)
                    .containsExactly(List.of("a", "b", "c"), List.of("1", "", "3"));
        assertThat(rows("a\n1\n2")).hasSize(3);
    }

    @Test
    void textsInQuotationMarksHoldSeparatorsLinesAndMarks() throws IOException {
        assertThat(rows("a;b\n\"x;y\";\"une \"\"boîte\"\"\"\n\"deux\nlignes\";z\n"))
                .containsExactly(List.of("a", "b"), List.of("x;y", "une \"boîte\""), List.of("deux\nlignes", "z"));
    }

    @Test
    void emptyRowsArePassedOverAndBlanksAreCut() throws IOException {
        assertThat(rows("a;b\n\n;\n  1 ; 2 \n\r\n")).containsExactly(List.of("a", "b"), List.of("1", "2"));
    }

    @Test
    void whatIsNoTableIsRefused() {
        refuses(Fault.EMPTY, new byte[0]);
        refuses(Fault.EMPTY, "\n".getBytes(StandardCharsets.UTF_8));
        refuses(Fault.EMPTY, "\uFEFF".getBytes(StandardCharsets.UTF_8));
        refuses(Fault.NOT_TEXT, "a;b\n1;2".getBytes(StandardCharsets.UTF_16LE)); // zeros
        refuses(Fault.NOT_TEXT, "\uFEFFa;b".getBytes(StandardCharsets.UTF_16LE));
        refuses(Fault.NOT_TEXT, "\uFEFFa;b".getBytes(StandardCharsets.UTF_16BE));
        refuses(Fault.NOT_TEXT, new byte[] {'P', 'K', 3, 4, 0, 0}); // what spreadsheets save by themselves
        refuses(Fault.NOT_TEXT, new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 0});
        refuses(Fault.LINE_TOO_LONG, ("a;b\n" + "x".repeat(9_000)).getBytes(StandardCharsets.UTF_8));
        refuses(Fault.LINE_TOO_LONG, "x".repeat(1_000_000).getBytes(StandardCharsets.UTF_8));
        refuses(Fault.TOO_MANY_CELLS, ("a" + ";".repeat(60)).getBytes(StandardCharsets.UTF_8));
        refuses(Fault.OPEN_QUOTE, "a;b\n\"1;2\n3;4\n".getBytes(StandardCharsets.UTF_8));
        refuses(Fault.OPEN_QUOTE, ("a;b\n\"" + "1;2\n".repeat(5_000)).getBytes(StandardCharsets.UTF_8));
    }

    private static void refuses(Fault fault, byte[] file) {
        assertThatThrownBy(() -> rows(file))
                .isInstanceOfSatisfying(
                        Csv.Broken.class, broken -> assertThat(broken.fault).isEqualTo(fault));
    }

    /** A file of any size passes through: no more than a row is held. */
    @Test
    void aLongFileIsReadAsAStream() throws IOException {
        var line = "PER;99700000013;;;;;\n".getBytes(StandardCharsets.UTF_8);
        long lines = 2_000_000;
        int read = 0;
        try (var csv = Csv.open(() -> new Repeated(line, lines))) {
            while (csv.next() != null) read++;
        }
        assertThat(read).isEqualTo(2_000_000);
    }

    private static final class Repeated extends InputStream {
        private final byte[] line;
        private long left;
        private int at;

        Repeated(byte[] line, long lines) {
            this.line = line;
            left = lines * line.length;
        }

        @Override
        public int read() {
            if (left-- <= 0) return -1;
            var octet = line[at];
            at = (at + 1) % line.length;
            return octet & 0xFF;
        }
    }
}
