package fr.balise.promotion;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /** The same by person; whoever decided nothing is left out. */
    public Map<Long, Set<String>> keys(Collection<Long> people) {
        var keys = new HashMap<Long, Set<String>>();
        preferences
                .decided(people)
                .forEach((person, decided) -> keys.put(
                        person, decided.stream().map(one -> one.address().key()).collect(Collectors.toSet())));
        return keys;
    }
}
