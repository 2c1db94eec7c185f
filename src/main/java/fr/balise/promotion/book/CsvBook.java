package fr.balise.promotion.book;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import fr.balise.promotion.Question;
import fr.balise.promotion.book.BrokenBook.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A table of correspondents as spreadsheets and mail programs write it [RFC4180 2]. Everything in it but the addresses that are replaced
 * stays as it was, its columns, separator and encoding as well.
 */
final class CsvBook {
    /** What programs call the columns, folded; the first one that is there counts. */
    private static final List<String> ADDRESS = List.of(
            "adresse mssante",
            "mssante",
            "bal mssante",
            "mail mssante",
            "email mssante",
            "bal",
            "messagerie securisee",
            "adresse de messagerie",
            "adresse electronique",
            "email",
            "e mail",
            "mail",
            "courriel",
            "adresse email",
            "adresse e mail",
            "adresse mail",
            "e mail address",
            "email address",
            "e mail 1 value",
            "address",
            "adresse");

    private static final List<String> WHOLE_NAME = List.of(
            "nom complet",
            "nom et prenom",
            "nom prenom",
            "prenom nom",
            "display name",
            "full name",
            "name",
            "correspondant",
            "contact");
    private static final List<String> FAMILY =
            List.of("nom", "nom de famille", "nom d exercice", "last name", "family name", "family", "surname");
    private static final List<String> GIVEN =
            List.of("prenom", "prenoms", "prenom d exercice", "first name", "given name", "given");
    private static final List<String> NUMBER = List.of(
            "rpps",
            "numero rpps",
            "n rpps",
            "no rpps",
            "identifiant pp",
            "identifiant national pp",
            "identifiant national",
            "identifiant");

    /** What stands for one address in a cell that may hold several. */
    private static final Pattern WRITTEN = Pattern.compile("[^\\s;,<>\"()]+@[^\\s;,<>\"()]+");

    /** Longer than any honest row; it bounds the memory of one. */
    private static final int LONGEST_FIELD = 64 * 1024;

    private CsvBook() {}

    /** @param whole −1 where there is no such column; the others alike but {@code address} */
    private record Columns(boolean heading, int address, int whole, int family, int given, int number) {}

    private record Table(String text, Charset charset, char separator, boolean marked) {}

    private interface Row {
        void is(CsvRecord row, Columns columns, boolean heading) throws BrokenBook, IOException;
    }

    static void read(byte[] file, Entries entries) throws BrokenBook {
        each(table(file), (row, columns, heading) -> {
            if (heading) return;
            int line = Math.toIntExact(row.getStartingLineNumber());
            var name = name(row, columns);
            var person = Question.number(cell(row, columns.number())).orElse(null);
            var cell = cell(row, columns.address());
            var addresses = WRITTEN.matcher(cell);
            boolean one = false;
            while (addresses.find()) {
                entries.add(line, addresses.group(), name, person);
                one = true;
            }
            if (!one) entries.add(line, cell, name, person);
        });
    }

    static byte[] corrected(byte[] file, Map<Integer, String> instead) throws BrokenBook {
        var table = table(file);
        var bytes = new ByteArrayOutputStream(file.length + 1024);
        try (var writer = new OutputStreamWriter(bytes, table.charset())) {
            if (table.marked()) writer.write('\uFEFF');
            var csv = CsvWriter.builder()
                    .fieldSeparator(table.separator())
                    .lineDelimiter(table.text().contains("\r\n") ? LineDelimiter.CRLF : LineDelimiter.LF)
                    .build(writer);
            var number = new int[1];
            each(table, (row, columns, heading) -> {
                var cells = new ArrayList<>(row.getFields());
                if (!heading) {
                    while (cells.size() <= columns.address()) cells.add("");
                    cells.set(columns.address(), cell(cells.get(columns.address()), instead, number));
                }
                csv.writeRecord(cells);
            });
            csv.flush();
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
        return bytes.toByteArray();
    }

    private static String cell(String cell, Map<Integer, String> instead, int[] number) {
        var addresses = WRITTEN.matcher(cell);
        if (!addresses.find()) return instead.getOrDefault(number[0]++, cell);
        return addresses.replaceAll(
                found -> Matcher.quoteReplacement(instead.getOrDefault(number[0]++, found.group())));
    }

    private static void each(Table table, Row use) throws BrokenBook {
        int line = 1;
        try (var csv = CsvReader.builder()
                .fieldSeparator(table.separator())
                .skipEmptyLines(true)
                .allowMissingFields(true)
                .allowExtraFields(true)
                .allowExtraCharsAfterClosingQuote(true)
                .allowUnclosedQuote(false)
                .maxBufferSize(LONGEST_FIELD)
                .ofCsvRecord(new StringReader(table.text()))) {
            @Nullable Columns columns = null;
            for (var rows = csv.iterator(); rows.hasNext(); ) {
                var row = rows.next();
                line = Math.toIntExact(row.getStartingLineNumber());
                boolean first = columns == null;
                if (columns == null) columns = columns(row);
                use.is(row, columns, first && columns.heading());
            }
        } catch (CsvParseException broken) {
            throw new BrokenBook(Fault.BROKEN_ROW, line);
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
    }

    /** Without a heading that is understood, the first column that holds a mail address is the one. */
    private static Columns columns(CsvRecord first) throws BrokenBook {
        var cells = first.getFields();
        int at = IntStream.range(0, cells.size())
                .filter(i -> WRITTEN.matcher(cells.get(i)).find())
                .findFirst()
                .orElse(-1);
        if (at >= 0) return new Columns(false, at, -1, -1, -1, -1);
        var names = cells.stream().map(CsvBook::folded).toList();
        int address = column(names, ADDRESS);
        if (address < 0) throw new BrokenBook(Fault.NO_ADDRESS_COLUMN, 1);
        return new Columns(
                true,
                address,
                column(names, WHOLE_NAME),
                column(names, FAMILY),
                column(names, GIVEN),
                column(names, NUMBER));
    }

    private static int column(List<String> names, List<String> known) {
        return known.stream()
                .mapToInt(names::indexOf)
                .filter(i -> i >= 0)
                .findFirst()
                .orElse(-1);
    }

    private static String folded(String heading) {
        return Normalizer.normalize(heading, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", " ")
                .strip();
    }

    /** Family name first, as the directory has it. */
    private static String name(CsvRecord row, Columns columns) {
        var parts = (cell(row, columns.family()) + " " + cell(row, columns.given())).strip();
        return parts.isEmpty() ? cell(row, columns.whole()) : parts;
    }

    private static String cell(CsvRecord row, int column) {
        return column < 0 || column >= row.getFieldCount()
                ? ""
                : row.getField(column).strip();
    }

    private static Table table(byte[] file) throws BrokenBook {
        if (file.length > 1) {
            int one = file[0] & 0xFF;
            int two = file[1] & 0xFF;
            // UTF-16, and zip: the format of spreadsheets themselves.
            if (one == 0xFF && two == 0xFE || one == 0xFE && two == 0xFF || one == 'P' && two == 'K')
                throw new BrokenBook(Fault.NOT_TEXT, 0);
        }
        for (var octet : file) if (octet == 0) throw new BrokenBook(Fault.NOT_TEXT, 0);
        var text = text(file, StandardCharsets.UTF_8);
        var charset = StandardCharsets.UTF_8;
        if (text == null) {
            charset = Charset.forName("windows-1252");
            text = new String(file, charset);
        }
        boolean marked = text.startsWith("\uFEFF");
        if (marked) text = text.substring(1);
        if (text.isBlank()) throw new BrokenBook(Fault.EMPTY, 0);
        return new Table(text, charset, separator(text), marked);
    }

    private static @Nullable String text(byte[] file, Charset charset) {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(file)).toString();
        } catch (CharacterCodingException other) {
            return null;
        }
    }

    private static char separator(String text) {
        int end = text.indexOf('\n');
        var heading = end < 0 ? text : text.substring(0, end);
        char best = ';';
        for (char candidate : new char[] {',', '\t'})
            if (count(heading, candidate) > count(heading, best)) best = candidate;
        return best;
    }

    private static long count(String text, char sign) {
        return text.chars().filter(c -> c == sign).count();
    }
}
