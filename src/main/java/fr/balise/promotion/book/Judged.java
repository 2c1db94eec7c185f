package fr.balise.promotion.book;

import java.util.List;

/**
 * An entry with what was found.
 *
 * @param reason why, as a word of docs/promotion.md
 * @param offers addresses that could stand there instead; exactly one where the verdict has a replacement
 * @param more whether further ones were left out
 */
public record Judged(Entry entry, Verdict verdict, String reason, List<Offer> offers, boolean more) {
    public Judged {
        offers = List.copyOf(offers);
    }
}
