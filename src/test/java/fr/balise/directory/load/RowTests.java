package fr.balise.directory.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.NullUnmarked;

@NullUnmarked
class RowTests {
    private static final Hashes HASHES = new Hashes(42);
    private static final String HEADING = NationalSample.HEADING;
    private static final int WIDTH = HEADING.split("\\|").length;

    @Property
    void cellsComeBackAsTheyWere(@ForAll("cells") List<String> cells, @ForAll boolean trailing) throws IOException {
        var row = cut(String.join("|", cells) + (trailing ? "|" : ""));
        assertThat(row.text(Column.SERVICE)).isEqualTo(cells.get(7).strip());
        assertThat(row.text(Column.FAMILY)).isEqualTo(cells.get(9).strip());
        assertThat(row.text(Column.COUNTRY)).isEqualTo(cells.get(30).strip());
    }

    @Property
    void aRowWithAnotherNumberOfCellsIsRejected(@ForAll @IntRange(min = 1, max = 90) int width) throws IOException {
        var fault = fault("x|".repeat(width - 1) + "x");
        assertThat(fault == null).isEqualTo(width == WIDTH);
        if (fault != null) assertThat(fault).isEqualTo(width < WIDTH ? Fault.SHORT : Fault.LONG);
    }

    @Property
    void hashesTellCellsApart(@ForAll("cells") List<String> cells, @ForAll("cell") String other) throws IOException {
        var before = cut(String.join("|", cells)).hash(Column.SERVICE, Column.FAMILY);
        var changed = new ArrayList<>(cells);
        changed.set(9, other);
        assertThat(cut(String.join("|", changed)).hash(Column.SERVICE, Column.FAMILY) == before)
                .isEqualTo(other.strip().equals(cells.get(9).strip()));
    }

    @Property
    void linesAreCutWhereTheyEndWhateverTheEnding(
            @ForAll("lines") List<String> lines, @ForAll boolean carriageReturns, @ForAll boolean lastEnded)
            throws IOException {
        var ending = carriageReturns ? "\r\n" : "\n";
        var text = String.join(ending, lines) + (lastEnded ? ending : "");
        var read = new ArrayList<String>();
        var cutter = new Lines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        while (cutter.next())
            read.add(new String(cutter.bytes(), cutter.from(), cutter.to() - cutter.from(), StandardCharsets.UTF_8));
        assertThat(read).isEqualTo(lines.stream().filter(l -> !l.isEmpty()).toList());
    }

    @Property
    void everyTextIsUtf8(@ForAll String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(Utf8.holds(bytes, 0, bytes.length)).isTrue();
    }

    @Property
    void bytesAreUtf8WhenJavaReadsThemWithoutComplaint(@ForAll byte[] bytes) {
        boolean readable;
        try {
            StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(bytes));
            readable = true;
        } catch (java.nio.charset.CharacterCodingException e) {
            readable = false;
        }
        assertThat(Utf8.holds(bytes, 0, bytes.length)).isEqualTo(readable);
    }

    @Property
    void headingsAreFoundWhateverTheirCaseAccentsAndSigns(@ForAll Column column, @ForAll boolean upper) {
        var heading = column.heading().replace("'", " ’ ").replace("-", "  ");
        assertThat(Column.named(upper ? heading.toUpperCase(java.util.Locale.FRENCH) : heading))
                .isEqualTo(column);
        var bare = java.text.Normalizer.normalize(heading, java.text.Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "");
        assertThat(Column.named(bare)).isEqualTo(column);
    }

    @Property
    void columnsAreFoundInAnyOrder(@ForAll("shuffled") List<String> headings) {
        var heading = Heading.read("x", String.join("|", headings) + "|");
        assertThat(heading.kind()).isEqualTo(Kind.MAILBOX);
        assertThat(heading.position(Column.ADDRESS)).isEqualTo(headings.indexOf("Adresse BAL"));
        assertThat(heading.position(Column.PROFESSION_LABEL)).isEqualTo(headings.indexOf("Libellé Profession"));
    }

    private static Row cut(String line) throws IOException {
        var row = new Row(Heading.read("x", HEADING), HASHES);
        assertThat(row.cut(only(line))).isNull();
        return row;
    }

    private static Fault fault(String line) throws IOException {
        return new Row(Heading.read("x", HEADING), HASHES).cut(only(line));
    }

    private static Lines only(String line) throws IOException {
        var lines = new Lines(new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)));
        assertThat(lines.next()).isTrue();
        return lines;
    }

    @Provide
    Arbitrary<List<String>> cells() {
        return cell().list().ofSize(WIDTH);
    }

    @Provide
    Arbitrary<String> cell() {
        return Arbitraries.strings()
                .withChars("abcXYZ 0189'-@.éèÀœ漢")
                .ofMinLength(1)
                .ofMaxLength(20)
                .map(s -> s.isBlank() ? "x" : s);
    }

    @Provide
    Arbitrary<List<String>> lines() {
        return Arbitraries.strings()
                .withChars("ab|é")
                .ofMaxLength(12)
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }

    @Provide
    Arbitrary<List<String>> shuffled() {
        return Arbitraries.shuffle(HEADING.split("\\|"));
    }
}
