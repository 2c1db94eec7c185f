package fr.balise.promotion.book;

import ca.uhn.fhir.context.FhirContext;
import fr.balise.kernel.Named;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.springframework.util.unit.DataSize;

/** What a book may be. It is told by its first letters, whatever the sender calls it. */
public enum BookFormat {
    CSV("text/csv", "csv"),
    VCARD("text/vcard", "vcf"),
    /** A FHIR R4 Bundle in JSON. Its resources are read all at once, so that it must be smaller than the others. */
    BUNDLE("application/fhir+json", "json");

    /** Of a bundle: read, it takes fifty times as much. */
    static final DataSize LARGEST_BUNDLE = DataSize.ofMegabytes(4);

    private static final int BEGINNING = 512;

    private final String mediaType;
    private final String ending;

    BookFormat(String mediaType, String ending) {
        this.mediaType = mediaType;
        this.ending = ending;
    }

    public String mediaType() {
        return mediaType;
    }

    /** Of the name of a file. */
    public String ending() {
        return ending;
    }

    public String word() {
        return Named.word(this);
    }

    static BookFormat of(byte[] file) {
        var beginning = new String(file, 0, Math.min(file.length, BEGINNING), StandardCharsets.UTF_8)
                .replace("\uFEFF", "")
                .strip();
        if (beginning.regionMatches(true, 0, "BEGIN:VCARD", 0, 11)) return VCARD;
        return beginning.startsWith("{") ? BUNDLE : CSV;
    }

    /** @param most entries from which the book is refused */
    List<Entry> entries(byte[] file, int most, FhirContext fhir) throws BrokenBook {
        if (file.length == 0) throw new BrokenBook(BrokenBook.Fault.EMPTY, 0);
        var entries = new Entries(most);
        switch (this) {
            case CSV -> CsvBook.read(file, entries);
            case VCARD -> CardBook.read(file, entries);
            case BUNDLE -> BundleBook.read(file, fhir, entries);
        }
        var all = entries.all();
        if (all.isEmpty()) throw new BrokenBook(BrokenBook.Fault.NO_ENTRIES, 0);
        return all;
    }

    /** The same book with other addresses. @param instead by number of an entry */
    byte[] corrected(byte[] file, Map<Integer, String> instead, FhirContext fhir) throws BrokenBook {
        return switch (this) {
            case CSV -> CsvBook.corrected(file, instead);
            case VCARD -> CardBook.corrected(file, instead);
            case BUNDLE -> BundleBook.corrected(file, fhir, instead);
        };
    }
}
