package fr.balise.promotion.book;

import fr.balise.mailbox.Domains;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An entry to be worked through.
 *
 * @param choice null while open; {@link #KEEP}, or which of the offers
 */
public record Item(
        int number,
        Verdict verdict,
        Content content,
        @Nullable Integer choice) {
    /** As it stands in the book. */
    public static final int KEEP = -1;

    private static final String PATIENTS = "patient." + Domains.SPACE;

    /** What is kept sealed. */
    public record Content(int line, String written, String name, String reason, List<Offer> offers, boolean more) {
        public Content {
            offers = List.copyOf(offers);
        }
    }

    /** What shall stand in the book instead; empty while open, or where it is kept. */
    Optional<String> replacement() {
        return choice == null || choice < 0 || choice >= content.offers().size()
                ? Optional.empty()
                : Optional.of(content.offers().get(choice).address());
    }

    /** For a screen: a patient's address holds a national identity number. */
    public String shown() {
        int at = content.written().lastIndexOf('@');
        return at >= 0 && Domains.isWithin(content.written().substring(at + 1).toLowerCase(Locale.ROOT), PATIENTS)
                ? "…" + content.written().substring(at)
                : content.written();
    }

    public boolean isOpen() {
        return choice == null;
    }
}
