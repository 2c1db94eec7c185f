package fr.balise.directory.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.apache.commons.compress.archivers.zip.UnixStat;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Broken and hostile files, one class each, made from a good one of {@value #ROWS} rows. */
final class HostileFiles {
    static final int ROWS = 60;
    private static final int DAY = 2;

    /** What the import door must answer. */
    enum Reply {
        /** The whole file is refused with a sentence. */
        REFUSED,
        /** The bad row is rejected with a reason, the others stay. */
        ROW_REJECTED,
        /** Harmless: loaded, and nothing changes for readers. */
        ACCEPTED
    }

    record Hostile(String what, String name, byte[] content, Reply reply) {
        @Override
        public String toString() {
            return what;
        }
    }

    private HostileFiles() {}

    static List<Hostile> all(Random random) {
        var all = new ArrayList<Hostile>();
        all.addAll(encodings());
        all.addAll(shapes());
        all.addAll(archives(random));
        all.addAll(rows());
        return all;
    }

    private static List<Hostile> encodings() {
        return List.of(
                refused("UTF-16 with its mark", concat(bytes("\uFEFF", UTF_16LE), bytes(good(), UTF_16LE))),
                refused("UTF-16 without a mark", bytes(good(), UTF_16LE)),
                refused("Latin-1", bytes(good(), ISO_8859_1)),
                refused("cut inside a character", cutInsideCharacter()),
                refused("overlong UTF-8", concat(bytes(good(), UTF_8), new byte[] {(byte) 0xC0, (byte) 0xAF, '\n'})),
                accepted("mark of UTF-8 before the heading", bytes("\uFEFF" + good(), UTF_8)),
                accepted("mark of UTF-8 twice", bytes("\uFEFF\uFEFF" + good(), UTF_8)),
                refused("only zero bytes", new byte[64 * 1024]),
                refused("random bytes", noise(new Random(7), 64 * 1024)));
    }

    private static List<Hostile> shapes() {
        return List.of(
                refused("empty", new byte[0]),
                refused("heading only", bytes(NationalSample.HEADING + "\n", UTF_8)),
                refused("no heading", text(lines -> lines.subList(1, lines.size()))),
                refused("wrong separator", bytes(good().replace('|', ';'), UTF_8)),
                refused("address column twice", bytes(good().replace("Service de rattachement", "Adresse BAL"), UTF_8)),
                refused("address column missing", bytes(good().replace("Adresse BAL", "Adresse"), UTF_8)),
                refused("a web page instead of the file", bytes("<!DOCTYPE html><title>503</title>", UTF_8)),
                refused("rows cut off after a tenth", text(lines -> lines.subList(0, ROWS / 10))),
                accepted("no newline at the end", bytes(good().stripTrailing(), UTF_8)),
                accepted("mixed line ends", bytes(mixedLineEnds(), UTF_8)),
                accepted("blank lines", bytes(good().replace("\n", "\n\n"), UTF_8)),
                accepted("the heading again in the middle", again()));
    }

    private static List<Hostile> archives(Random random) {
        var name = NationalSample.name(DAY, "txt");
        var content = bytes(good(), UTF_8);
        var whole = zip(zip -> add(zip, name, content));
        return List.of(
                zipped("zip bomb", zip(zip -> add(zip, name, bomb()))),
                zipped("zip in a zip", zip(zip -> add(zip, name.replace("txt", "zip"), whole))),
                zipped("path that climbs out", zip(zip -> add(zip, "../../../" + name, content))),
                zipped("absolute path", zip(zip -> add(zip, "/etc/" + name, content))),
                zipped("symbolic link", zip(zip -> addLink(zip, name, "/etc/passwd"))),
                zipped("cut short", Arrays.copyOf(whole, whole.length / 2 + random.nextInt(whole.length / 4))),
                zipped("without an entry", zip(zip -> {})),
                zipped("encrypted", encrypted(whole)),
                zipped("damaged content", damaged(whole)),
                zipped("only its first letters", bytes("PK\u0003\u0004", ISO_8859_1)));
    }

    private static List<Hostile> rows() {
        return List.of(
                row("zero byte in an address", NationalSample.row("nul\0l@essai.mssante.fr", 900, "Zoé")),
                row("escape sequence in an address", NationalSample.row("a\u001b[31m@essai.mssante.fr", 901, "Zoé")),
                row("carriage return and header in an address", row902()),
                row("homoglyph in a domain", NationalSample.row("p1@ess\u0430i.mssante.fr", 903, "Zoé")),
                row("two at signs", NationalSample.row("p1@evil@essai.mssante.fr", 904, "Zoé")),
                row("local part of 65", NationalSample.row("a".repeat(65) + "@essai.mssante.fr", 905, "Zoé")),
                row("script in an address", NationalSample.row("<script>x</script> @essai.mssante.fr", 906, "Zoé")),
                row("line of one megabyte", NationalSample.row("p907@essai.mssante.fr", 907, "Z".repeat(1 << 20))),
                row("a hundred thousand cells", NationalSample.row(908, "Zoé") + "|".repeat(100_000)),
                row("three cells", "PER|p909@essai.mssante.fr|8"),
                row("type unknown", NationalSample.row(910, "Zoé").replaceFirst("PER", "XYZ")),
                row("zero byte in a name", NationalSample.row(911, "Zo\0é")),
                row("SQL in an address", NationalSample.row("p1'); drop table directory.person;--", 912, "Zoé")));
    }

    private static String row902() {
        return NationalSample.row("a@essai.mssante.fr%0d%0aBcc: b@essai.mssante.fr", 902, "Zoé");
    }

    static String good() {
        return String.join("\n", NationalSample.lines(0, ROWS, "Zoé")) + "\n";
    }

    private static Hostile refused(String what, byte[] content) {
        return new Hostile(what, NationalSample.name(DAY, "txt"), content, Reply.REFUSED);
    }

    private static Hostile accepted(String what, byte[] content) {
        return new Hostile(what, NationalSample.name(DAY, "txt"), content, Reply.ACCEPTED);
    }

    private static Hostile zipped(String what, byte[] content) {
        return new Hostile("zip: " + what, NationalSample.name(DAY, "zip"), content, Reply.REFUSED);
    }

    private static Hostile row(String what, String row) {
        var lines = new ArrayList<>(NationalSample.lines(0, ROWS, "Zoé"));
        lines.add(ROWS / 2, row);
        var content = bytes(String.join("\n", lines) + "\n", UTF_8);
        return new Hostile("row: " + what, NationalSample.name(DAY, "txt"), content, Reply.ROW_REJECTED);
    }

    private static byte[] text(UnaryOperator<List<String>> change) {
        return bytes(String.join("\n", change.apply(NationalSample.lines(0, ROWS, "Zoé"))) + "\n", UTF_8);
    }

    private static byte[] again() {
        var lines = new ArrayList<>(NationalSample.lines(0, ROWS, "Zoé"));
        lines.add(ROWS / 2, NationalSample.HEADING);
        return bytes(String.join("\n", lines) + "\n", UTF_8);
    }

    private static String mixedLineEnds() {
        var lines = NationalSample.lines(0, ROWS, "Zoé");
        var text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) text.append(lines.get(i)).append(i % 2 == 0 ? "\r\n" : "\n");
        return text.toString();
    }

    private static byte[] cutInsideCharacter() {
        var content = bytes(good(), UTF_8);
        int end = content.length;
        while (content[end - 1] != (byte) 0xC3) end--; // the first half of an accented letter
        return Arrays.copyOf(content, end);
    }

    private static byte[] bomb() {
        var start = bytes(good(), UTF_8);
        return Arrays.copyOf(start, 300 * 1024 * 1024); // a few hundred kilobytes once packed
    }

    private static byte[] noise(Random random, int length) {
        var noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    /** Sets the flag "encrypted" in both headers: the reader must not take noise for rows. */
    private static byte[] encrypted(byte[] zip) {
        var copy = zip.clone();
        for (int i = 0; i + 10 < copy.length; i++) {
            if (copy[i] != 'P' || copy[i + 1] != 'K') continue;
            if (copy[i + 2] == 3 && copy[i + 3] == 4) copy[i + 6] |= 1;
            if (copy[i + 2] == 1 && copy[i + 3] == 2) copy[i + 8] |= 1;
        }
        return copy;
    }

    private static byte[] damaged(byte[] zip) {
        var copy = zip.clone();
        for (int i = 0; i < 40; i++) copy[copy.length / 3 + i] ^= 0x55;
        return copy;
    }

    private interface Filler {
        void fill(ZipArchiveOutputStream zip) throws IOException;
    }

    private static byte[] zip(Filler filler) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipArchiveOutputStream(bytes)) {
            filler.fill(zip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void add(ZipArchiveOutputStream zip, String name, byte[] content) throws IOException {
        zip.putArchiveEntry(new ZipArchiveEntry(name));
        zip.write(content);
        zip.closeArchiveEntry();
    }

    private static void addLink(ZipArchiveOutputStream zip, String name, String target) throws IOException {
        var entry = new ZipArchiveEntry(name);
        entry.setUnixMode(UnixStat.LINK_FLAG | 0777);
        zip.putArchiveEntry(entry);
        zip.write(bytes(target, UTF_8));
        zip.closeArchiveEntry();
    }

    private static byte[] bytes(String text, Charset charset) {
        return text.getBytes(charset);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        var both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
