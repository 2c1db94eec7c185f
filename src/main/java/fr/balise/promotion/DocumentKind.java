package fr.balise.promotion;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Kinds of documents for which a holder may prefer another mailbox [L-P3]: those that the leaflet's readers tell apart, coarser than the
 * national types of documents, of which a kind names those that travel most by mail.
 */
public enum DocumentKind {
    LABORATORY("11502-2"),
    IMAGING("18748-4"),
    DISCHARGE("34105-7", "11490-0", "34133-9"),
    REFERRAL("57133-1", "57170-3"),
    PRESCRIPTION("57833-6", "57832-8"),
    NURSING("34746-8"),
    PHARMACY("60593-1"),
    ADMINISTRATIVE("51851-4");

    private final String[] codes;

    /** @param codes LOINC codes of the national document types that belong to it */
    DocumentKind(String... codes) {
        this.codes = codes;
    }

    /** As it stands in forms, the API and the database: {@code laboratory}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** By its word, or by the LOINC code of a national document type; empty for what is neither. */
    public static Optional<DocumentKind> read(String text) {
        return Stream.of(values())
                .filter(kind ->
                        kind.word().equals(text) || Stream.of(kind.codes).anyMatch(text::equals))
                .findFirst();
    }
}
