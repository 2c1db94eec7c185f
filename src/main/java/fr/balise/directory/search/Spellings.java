package fr.balise.directory.search;

import static fr.balise.directory.search.Fields.EDGE;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.util.BytesRef;

/** The terms of names seen again and again, worked out once. Bounded; one per thread. */
final class Spellings {
    private static final int MOST = 40_000;
    private static final int MOST_SOUNDS = 150_000;
    private static final Map<String, String> SOUNDS = new ConcurrentHashMap<>();

    /** @param edges beginnings, {@code sounds} phonetic keys, of {@code words}; {@code whole} all words as one term */
    record Spelling(List<BytesRef> words, List<BytesRef> edges, List<BytesRef> sounds, BytesRef whole) {}

    private final Map<String, Spelling> names = new HashMap<>();
    private final Map<String, List<BytesRef>> places = new HashMap<>();

    Spelling name(String text) {
        if (names.size() >= MOST) names.clear();
        return names.computeIfAbsent(text, Spellings::spell);
    }

    List<BytesRef> place(String text) {
        if (places.size() >= MOST) places.clear();
        return places.computeIfAbsent(text, t -> terms(Folding.placeWords(t)));
    }

    private static Spelling spell(String text) {
        var words = Folding.nameWords(text);
        var edges = new LinkedHashSet<String>();
        var sounds = new LinkedHashSet<String>();
        for (var word : words) {
            for (int l = 1; l <= Math.min(EDGE, word.length()); l++) edges.add(word.substring(0, l));
            if (word.length() > 2) sounds.add(sound(word));
        }
        return new Spelling(
                terms(words), terms(List.copyOf(edges)), terms(List.copyOf(sounds)), new BytesRef(Folding.fold(text)));
    }

    private static String sound(String word) {
        if (SOUNDS.size() >= MOST_SOUNDS) SOUNDS.clear();
        return SOUNDS.computeIfAbsent(word, FrenchSound::of);
    }

    private static List<BytesRef> terms(List<String> words) {
        return words.stream().map(BytesRef::new).toList();
    }
}
