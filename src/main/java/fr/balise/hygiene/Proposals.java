package fr.balise.hygiene;

import fr.balise.hygiene.Group.Safety;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What could go, ranked by safety and gain [L-M3] [L-M4]. Pure. The gain of a group is to the octet what the quota falls by.
 *
 * @param all by safety, then by gain; groups without a message are left out
 */
public record Proposals(List<Proposal> all, long toFree) {

    public record Proposal(Group group, Weight weight) {}

    public Proposals {
        all = List.copyOf(all);
    }

    static Proposals of(Stock stock, Sorting sorting, long toFree) {
        var weights = new EnumMap<Group, Weight>(Group.class);
        stock.each((shelf, item) -> weights.merge(sorting.group(item, shelf), Weight.NONE.plus(item), Weight::plus));
        return of(weights, toFree);
    }

    private static Proposals of(Map<Group, Weight> weights, long toFree) {
        return new Proposals(
                weights.entrySet().stream()
                        .map(one -> new Proposal(one.getKey(), one.getValue()))
                        .sorted(Comparator.comparing(
                                        (Proposal one) -> one.group().safety())
                                .thenComparing(one -> -one.weight().octets()))
                        .toList(),
                toFree);
    }

    /** Of these groups together. */
    public Weight of(Set<Group> groups) {
        return all.stream()
                .filter(one -> groups.contains(one.group()))
                .map(Proposal::weight)
                .reduce(Weight.NONE, Weight::plus);
    }

    public Weight of(Group group) {
        return of(Set.of(group));
    }

    public List<Proposal> of(Safety safety) {
        return all.stream().filter(one -> one.group().safety() == safety).toList();
    }

    /** Whether what is safe is enough. */
    public boolean safeIsEnough() {
        return of(Safety.SAFE).stream().mapToLong(one -> one.weight().octets()).sum() >= toFree;
    }
}
