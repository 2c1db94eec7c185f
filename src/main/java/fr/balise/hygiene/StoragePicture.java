package fr.balise.hygiene;

import fr.balise.mailstore.MessageKind;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
        var whole = new Weight[] {Weight.NONE};
        var years = new TreeMap<Integer, Weight>();
        var folders = new HashMap<Shelf, Weight>();
        var senders = new HashMap<String, Weight>();
        var kinds = new EnumMap<MessageKind, Weight>(MessageKind.class);
        stock.each((shelf, item) -> {
            whole[0] = whole[0].plus(item);
            add(years, item.received().atZone(zone).getYear(), item);
            add(folders, shelf, item);
            add(senders, item.sender(), item);
            add(kinds, item.kind(), item);
        });
        var ranked = ranked(senders);
        return new StoragePicture(
                whole[0],
                years,
                ranked(folders),
                ranked.subList(0, Math.min(SENDERS, ranked.size())),
                ranked.stream().skip(SENDERS).map(Slice::weight).reduce(Weight.NONE, Weight::plus),
                ranked(kinds));
    }

    private static <T> void add(Map<T, Weight> weights, T of, Item item) {
        weights.merge(of, Weight.NONE.plus(item), Weight::plus);
    }

    private static <T> List<Slice<T>> ranked(Map<T, Weight> weights) {
        var slices = new ArrayList<Slice<T>>();
        weights.forEach((of, weight) -> slices.add(new Slice<>(of, weight)));
        slices.sort(Comparator.comparingLong((Slice<T> slice) -> slice.weight().octets())
                .reversed());
        return List.copyOf(slices);
    }
}
