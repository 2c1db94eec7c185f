package fr.balise.hygiene;

import fr.balise.hygiene.Cleaning.Part;
import fr.balise.hygiene.Cleaning.Way;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/**
 * The messages that somebody chose, by group and folder. Pure.
 *
 * @param all with their UIDs, rising
 * @param weight of all together
 * @param unproven whether a document without proof is among them of which no copy stays
 */
record Parts(List<Part> all, Weight weight, boolean unproven) {
    Parts {
        all = List.copyOf(all);
    }

    /** Which messages are meant. */
    interface Chosen {
        boolean holds(Group group, Shelf shelf, Item item);
    }

    private record Place(Group group, int folder) {}

    /** What lies in the trash cannot be put there. */
    static Parts of(Stock stock, Sorting sorting, Chosen chosen, Way way) {
        var order = Comparator.comparing(Place::group).thenComparing(Place::folder);
        var uids = new TreeMap<Place, List<Long>>(order);
        var octets = new TreeMap<Place, Long>(order);
        var unproven = new AtomicBoolean();
        var weight = new Weight[] {Weight.NONE};
        var shelves = stock.shelves().stream().collect(Collectors.toMap(Shelf::id, shelf -> shelf));
        stock.each((shelf, item) -> {
            var place = new Place(sorting.group(item, shelf), shelf.id());
            if (!way.takesFrom(shelf.use()) || !chosen.holds(place.group(), shelf, item)) return;
            // Of a duplicate the other copy stays.
            if (item.unproven() && place.group() != Group.DUPLICATES) unproven.set(true);
            uids.computeIfAbsent(place, _ -> new ArrayList<>()).add(item.uid());
            octets.merge(place, item.octets(), Long::sum);
            weight[0] = weight[0].plus(item);
        });
        var parts = new ArrayList<Part>();
        for (var place : uids.keySet()) {
            var shelf = Objects.requireNonNull(shelves.get(place.folder()));
            parts.add(new Part(
                    parts.size() + 1,
                    place.group(),
                    shelf.name(),
                    shelf.uidValidity(),
                    Objects.requireNonNull(uids.get(place)),
                    Objects.requireNonNull(octets.get(place)),
                    null));
        }
        return new Parts(parts, weight[0], unproven.get());
    }

    /** Whether documents without proof are among them, also unread, important or sent ones that somebody looked for. */
    boolean needWord() {
        return unproven || all.stream().anyMatch(part -> part.group().needsWord());
    }

    String groups() {
        return all.stream().map(part -> part.group().name()).distinct().collect(Collectors.joining(" "));
    }
}
