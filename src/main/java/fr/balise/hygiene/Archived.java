package fr.balise.hygiene;

import fr.balise.hygiene.Cleaning.Part;
import fr.balise.hygiene.Parts.Chosen;
import fr.balise.mailstore.AccountId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Messages that somebody takes away in a file of their own.
 *
 * @param owner account of that person: nobody else gets the file
 * @param messages, octets that were chosen
 * @param cleaning that deleted them; null while none did
 */
public record Archived(
        long id,
        AccountId account,
        long owner,
        long messages,
        long octets,
        Instant madeAt,
        @Nullable Long cleaning,
        List<Part> parts) {

    public Archived {
        parts = List.copyOf(parts);
    }

    private record Place(String folder, long uidValidity) {}

    /** UIDs of each folder, rising, whatever the groups. */
    List<Folder> folders() {
        var uids = new HashMap<Place, TreeSet<Long>>();
        var sizes = new HashMap<Place, Long>();
        for (var part : parts) {
            var place = new Place(part.folder(), part.uidValidity());
            uids.computeIfAbsent(place, _ -> new TreeSet<>()).addAll(part.uids());
            sizes.merge(place, part.octets(), Long::sum);
        }
        return uids.entrySet().stream()
                .map(one -> new Folder(
                        one.getKey().folder(),
                        one.getKey().uidValidity(),
                        List.copyOf(one.getValue()),
                        sizes.getOrDefault(one.getKey(), 0L)))
                .sorted(java.util.Comparator.comparing(Folder::name))
                .toList();
    }

    record Folder(String name, long uidValidity, List<Long> uids, long octets) {
        @Override
        public String toString() {
            return "Folder[" + uids.size() + "]"; // names of folders may be names of patients
        }
    }

    /**
     * Those of them that are where they were: UIDs are never given twice, so that these are the same messages, which never change. What
     * was marked unread or important, or is to be kept, since they were chosen, is left out.
     */
    Chosen stillThere() {
        Map<Place, Set<Long>> chosen = new HashMap<>();
        Map<Place, Set<Long>> kept = new HashMap<>();
        for (var part : parts) {
            var place = new Place(part.folder(), part.uidValidity());
            uids(chosen, place).addAll(part.uids());
            if (part.group() == Group.KEEP) uids(kept, place).addAll(part.uids());
        }
        return (group, shelf, item) -> {
            var place = new Place(shelf.name(), shelf.uidValidity());
            return chosen.getOrDefault(place, Set.of()).contains(item.uid())
                    && !item.kept()
                    && (group != Group.KEEP
                            || kept.getOrDefault(place, Set.of()).contains(item.uid()));
        };
    }

    private static Collection<Long> uids(Map<Place, Set<Long>> of, Place place) {
        return of.computeIfAbsent(place, _ -> new HashSet<>());
    }
}
