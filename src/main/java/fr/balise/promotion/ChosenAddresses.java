package fr.balise.promotion;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/** What a person prefers, without gathering anything else. */
@Service
public class ChosenAddresses {
    private final Preferences preferences;

    ChosenAddresses(Preferences preferences) {
        this.preferences = preferences;
    }

    /** Keys of all addresses that are preferred anywhere, for whatever document. */
    public Set<String> keys(long person) {
        return keys(List.of(person)).getOrDefault(person, Set.of());
    }

    /** The same by person, of those that are preferred at some places, or at all places. @param situations of these people */
    public Map<Long, Set<String>> keysAt(Collection<Long> people, Set<Long> situations) {
        return keys(people, spot -> spot.situation() == null || situations.contains(spot.situation()));
    }

    /** The same by person; whoever decided nothing is left out. */
    public Map<Long, Set<String>> keys(Collection<Long> people) {
        return keys(people, _ -> true);
    }

    private Map<Long, Set<String>> keys(Collection<Long> people, Predicate<Spot> where) {
        var keys = new HashMap<Long, Set<String>>();
        preferences
                .decided(people)
                .forEach((person, decided) -> keys.put(
                        person,
                        decided.stream()
                                .filter(one -> where.test(one.spot()))
                                .map(one -> one.address().key())
                                .collect(Collectors.toSet())));
        return keys;
    }
}
