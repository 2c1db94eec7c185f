package fr.balise.hygiene;

import fr.balise.mailstore.MessageKind;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * What fills a mailbox, seen from four sides. Pure; each side adds up to the whole.
 *
 * @param years newest last
 * @param folders by {@link Shelf#id}, the heaviest first
 * @param senders the heaviest first, at most {@link #SENDERS}
 * @param otherSenders all others together
 * @param kinds the heaviest first
 */
public record StoragePicture(
        Weight whole,
        Map<Integer, Weight> years,
        List<Slice<Shelf>> folders,
        List<Slice<String>> senders,
        Weight otherSenders,
        List<Slice<MessageKind>> kinds) {

    static final int SENDERS = 12;

    public record Slice<T>(T of, Weight weight) {}

    /** @param zone in which years are counted */
    public static StoragePicture of(Stock stock, ZoneId zone) {
        var tally = new Tally(zone);
        stock.each(tally::add);
        return tally.picture();
    }
}
