package fr.balise.directory.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Orders what a forgiving search found: by how well each typed word is answered by its best field, then by how common the name
 * is. Pure; one per search.
 */
final class Ranking {
    private static final float ONE_SLIP = .55f;
    private static final float WHOLE_FAMILY = 4;
    /** {@code jean} rather means Jean than Jean-Luc. */
    private static final float WHOLE_GIVEN = 1;
    /** As many hits as one looks at first. */
    private static final int VARIED = 6;

    private final List<String> words;
    private final String typed;
    private final ToDoubleFunction<String> commonness;
    private final Map<String, Float> alike = new HashMap<>();
    private final Map<String, String> sounds = new HashMap<>();

    /** @param commonness a small number that grows with the number of people of that (folded) family name */
    Ranking(List<String> words, ToDoubleFunction<String> commonness) {
        this.words = words;
        this.commonness = commonness;
        typed = " " + String.join(" ", words) + " ";
    }

    List<Hit> order(List<Hit> hits) {
        var scored = new ArrayList<Hit>(hits.size());
        for (var hit : hits)
            scored.add(new Hit(hit.person(), hit.situation(), hit.otherSituations(), hit.mailboxes(), score(hit)));
        scored.sort(Comparator.comparingDouble(h -> -h.score()));
        return varied(scored);
    }

    /** A guess may be wrong: near the top, no more than two of one full name and three of one family stand before others. */
    private static List<Hit> varied(List<Hit> hits) {
        var seen = new HashMap<String, Integer>();
        var persons = new HashSet<Long>();
        var first = new ArrayList<Hit>();
        var later = new ArrayList<Hit>();
        for (var hit : hits) {
            var person = hit.person();
            boolean crowded = person != null && (!persons.add(person.id()) || crowded(seen, person));
            (crowded && first.size() < VARIED ? later : first).add(hit);
        }
        first.addAll(Math.min(VARIED, first.size()), later);
        return first;
    }

    private static boolean crowded(HashMap<String, Integer> seen, Hit.Who person) {
        boolean name = seen.merge(Folding.fold(person.fullName()), 1, Integer::sum) > 2;
        return name || seen.merge("family " + Folding.fold(person.family()), 1, Integer::sum) > 3;
    }

    float score(Hit hit) {
        var fields = fields(hit);
        float score = hit.mailboxes().isEmpty() ? 0 : .3f;
        for (var word : words) score += best(word, fields);
        var name = hit.person() == null
                ? String.join(" ", fields.get(1))
                : Folding.fold(hit.person().family());
        if (!name.isEmpty() && typed.contains(" " + name + " ")) score += WHOLE_FAMILY;
        if (hit.person() != null
                && hit.person().given() != null
                && typed.contains(" " + Folding.fold(hit.person().given()) + " ")) score += WHOLE_GIVEN;
        if (hit.person() != null && !fields.get(0).isEmpty())
            score += (float) commonness.applyAsDouble(fields.get(0).getLast());
        return score;
    }

    private float best(String word, List<List<String>> fields) {
        float best = 0;
        for (int i = 0; i < fields.size(); i++)
            for (var seen : fields.get(i)) best = Math.max(best, Queries.WEIGHTS[i] * weighed(i, alike(word, seen)));
        return best;
    }

    private static float weighed(int field, float alike) {
        return alike < Queries.BEGINNING ? alike * Queries.FORGIVEN[field] : alike;
    }

    /** 1 for the same word, less for a beginning, the same sound, one slip, two slips; 0 otherwise. */
    private float alike(String word, String seen) {
        return alike.computeIfAbsent(word + ' ' + seen, _ -> worked(word, seen));
    }

    private float worked(String word, String seen) {
        if (seen.equals(word) || seen.equals(Folding.spelledOut(word))) return 1;
        if (seen.startsWith(word)) return Queries.BEGINNING;
        if (Trades.also(word).contains(seen)) return .9f;
        if (word.length() < 3 || seen.length() < 3) return 0;
        float sound = sound(word).equals(sound(seen)) ? Queries.SOUND : 0;
        return switch (Slips.between(word, seen, 2)) {
            case 1 -> Math.max(sound, ONE_SLIP) + .05f;
            case 2 -> word.length() > 4 ? Math.max(sound, Queries.TWO_SLIPS) + .02f : sound;
            default -> sound;
        };
    }

    private String sound(String word) {
        return sounds.computeIfAbsent(word, FrenchSound::of);
    }

    /** In the order of {@link Queries#FIELDS}. */
    private static List<List<String>> fields(Hit hit) {
        var person = hit.person();
        var where = hit.situation();
        var place = where == null ? null : where.structure();
        var placeWords = new ArrayList<String>();
        if (place != null) {
            placeWords.addAll(Folding.placeWords(place.name()));
            if (place.legalName() != null) placeWords.addAll(Folding.placeWords(place.legalName()));
        }
        var work = new ArrayList<String>();
        if (where != null) {
            if (where.profession() != null) work.addAll(Folding.placeWords(where.profession()));
            for (var specialty : where.specialties()) work.addAll(Folding.placeWords(specialty));
        }
        var city = new ArrayList<String>();
        if (place != null && place.city() != null) city.addAll(Folding.placeWords(place.city()));
        if (place != null && place.postcode() != null) city.add(place.postcode());
        return List.of(
                person == null ? List.of() : Folding.nameWords(person.family()),
                person == null ? placeWords : List.of(),
                person == null || person.given() == null ? List.of() : Folding.nameWords(person.given()),
                city,
                work,
                person == null ? List.of() : placeWords);
    }
}
