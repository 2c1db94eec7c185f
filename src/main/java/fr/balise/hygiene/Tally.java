package fr.balise.hygiene;

import fr.balise.hygiene.StoragePicture.Slice;
import fr.balise.mailstore.MessageKind;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Messages, added up from four sides while they are told. */
final class Tally {
    private final ZoneId zone;
    private final TreeMap<Integer, Weight> years;
    private final Map<Shelf, Weight> folders = new HashMap<>();
    private final Map<String, Weight> senders;
    private final EnumMap<MessageKind, Weight> kinds = new EnumMap<>(MessageKind.class);

    /** @param zone in which years are counted */
    Tally(ZoneId zone) {
        this(zone, Sums.NONE);
    }

    Tally(ZoneId zone, Sums before) {
        this.zone = zone;
        years = new TreeMap<>(before.years);
        before.folders.forEach(slice -> folders.put(slice.of(), slice.weight()));
        senders = new HashMap<>(before.senders);
        kinds.putAll(before.kinds);
    }

    /** As far as it came, to go on another time. */
    record Sums(
            Map<Integer, Weight> years,
            List<Slice<Shelf>> folders,
            Map<String, Weight> senders,
            Map<MessageKind, Weight> kinds) {
        static final Sums NONE = new Sums(Map.of(), List.of(), Map.of(), Map.of());

        @Override
        public String toString() {
            return "Sums"; // names of folders and senders tell of patients
        }
    }

    Sums sums() {
        return new Sums(Map.copyOf(years), ranked(folders), Map.copyOf(senders), Map.copyOf(kinds));
    }

    void add(Shelf shelf, Item item) {
        add(years, item.received().atZone(zone).getYear(), item);
        add(folders, shelf, item);
        add(senders, item.sender(), item);
        add(kinds, item.kind(), item);
    }

    private static <T> void add(Map<T, Weight> weights, T of, Item item) {
        weights.merge(of, Weight.NONE.plus(item), Weight::plus);
    }

    Weight whole() {
        return sum(kinds.values().stream().toList());
    }

    StoragePicture picture() {
        var ranked = ranked(senders);
        int told = Math.min(StoragePicture.SENDERS, ranked.size());
        return new StoragePicture(
                whole(),
                years,
                ranked(folders),
                ranked.subList(0, told),
                sum(ranked.stream().skip(told).map(Slice::weight).toList()),
                ranked(kinds));
    }

    private static Weight sum(List<Weight> weights) {
        return weights.stream().reduce(Weight.NONE, Weight::plus);
    }

    private static <T> List<Slice<T>> ranked(Map<T, Weight> weights) {
        var slices = new ArrayList<Slice<T>>();
        weights.forEach((of, weight) -> slices.add(new Slice<>(of, weight)));
        slices.sort(Comparator.comparingLong((Slice<T> slice) -> slice.weight().octets())
                .reversed());
        return List.copyOf(slices);
    }
}
