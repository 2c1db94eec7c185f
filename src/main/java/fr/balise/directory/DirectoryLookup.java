package fr.balise.directory;

import fr.balise.directory.search.DirectorySearch;
import fr.balise.directory.search.Hit;
import fr.balise.directory.search.SearchAnswer;
import fr.balise.directory.search.SearchRequest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Finds people and structures as somebody types them, for choosing one by its id. */
@Component
public class DirectoryLookup {
    /** RPPS, FINESS, SIRET, or a national id with its prefix. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]{8,15}");

    private final DirectorySearch search;
    private final Directory directory;

    DirectoryLookup(DirectorySearch search, Directory directory) {
        this.search = search;
        this.directory = directory;
    }

    public sealed interface Answer {
        /**
         * Best first.
         *
         * @param people ids of {@link Person}; {@code structures} of {@link Structure}
         * @param more whether further ones were left out
         */
        record Found(List<Long> people, List<Long> structures, boolean more) implements Answer {
            public boolean nothing() {
                return people.isEmpty() && structures.isEmpty();
            }
        }

        /** The index is being made. @param percent done, 0…99 */
        record BeingPrepared(int percent) implements Answer {}
    }

    /** @param limit hits wanted, brought into 1…50 */
    public Answer find(String typed, int limit) {
        return switch (search.search(new SearchRequest(typed, SearchRequest.Filter.NONE, limit))) {
            case SearchAnswer.BeingPrepared(int percent) -> new Answer.BeingPrepared(percent);
            case SearchAnswer.Found found -> found(found, typed);
        };
    }

    private Answer found(SearchAnswer.Found found, String typed) {
        var people = new ArrayList<Long>();
        // A structure without any mailbox is not in the index: by its number it is found all the same.
        Set<Long> structures = new LinkedHashSet<>(byNumber(typed.replaceAll("[ .-]", "")));
        for (var hit : found.hits()) {
            if (hit.person() instanceof Hit.Who who) people.add(who.id());
            else if (hit.situation() instanceof Hit.Where where && where.structure() instanceof Hit.Place place)
                structures.add(place.id());
        }
        return new Answer.Found(List.copyOf(people), List.copyOf(structures), found.more());
    }

    private List<Long> byNumber(String number) {
        if (!NUMBER.matcher(number).matches()) return List.of();
        return List.of(number, "1" + number, "3" + number).stream()
                .flatMap(id -> directory.structure(id).stream())
                .map(Structure::id)
                .toList();
    }
}
