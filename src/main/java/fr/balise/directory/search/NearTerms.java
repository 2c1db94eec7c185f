package fr.balise.directory.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Terms;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;
import org.apache.lucene.util.automaton.CompiledAutomaton;

/** Terms of the index that a typed word may have been meant as. Works out its automata once per word; one per search. */
final class NearTerms {
    private static final int MOST = 48;
    private static final int LONG_ENOUGH_FOR_TWO = 5;

    /** The most frequent terms at one and at two slips; the word itself is in neither. */
    record Near(List<BytesRef> oneSlip, List<BytesRef> twoSlips) {}

    private final IndexReader reader;
    private final Map<String, CompiledAutomaton> automata = new HashMap<>();

    NearTerms(IndexReader reader) {
        this.reader = reader;
    }

    /** @param two whether two slips are looked for as well, with the first letter right */
    Near to(String field, String word, boolean two) throws IOException {
        var found = new HashMap<BytesRef, Integer>();
        collect(found, field, automaton(word, 1, 0));
        if (two && word.length() >= LONG_ENOUGH_FOR_TWO) collect(found, field, automaton(word, 2, 1));
        return new Near(at(found, word, 1), at(found, word, 2));
    }

    boolean longerExists(String field, String word) throws IOException {
        var prefix = new BytesRef(word);
        for (var leaf : reader.leaves()) {
            var terms = leaf.reader().terms(field);
            if (terms == null) continue;
            var each = terms.iterator();
            var status = each.seekCeil(prefix);
            if (status == org.apache.lucene.index.TermsEnum.SeekStatus.FOUND) {
                var next = each.next();
                if (next != null && StringHelper.startsWith(next, prefix)) return true;
            } else if (status == org.apache.lucene.index.TermsEnum.SeekStatus.NOT_FOUND
                    && StringHelper.startsWith(each.term(), prefix)) return true;
        }
        return false;
    }

    private CompiledAutomaton automaton(String word, int slips, int rightLetters) {
        return automata.computeIfAbsent(
                word + ' ' + slips, _ -> FuzzyQuery.getFuzzyAutomaton(word, slips, rightLetters, true));
    }

    private void collect(Map<BytesRef, Integer> found, String field, CompiledAutomaton automaton) throws IOException {
        for (var leaf : reader.leaves()) {
            Terms terms = leaf.reader().terms(field);
            if (terms == null) continue;
            var each = automaton.getTermsEnum(terms);
            for (var term = each.next(); term != null; term = each.next())
                found.merge(BytesRef.deepCopyOf(term), each.docFreq(), Integer::sum);
        }
    }

    private static List<BytesRef> at(Map<BytesRef, Integer> found, String word, int slips) {
        Stream<Map.Entry<BytesRef, Integer>> those = found.entrySet().stream()
                .filter(e -> Slips.between(word, e.getKey().utf8ToString(), 2) == slips);
        return new ArrayList<>(those.sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(MOST)
                .map(Map.Entry::getKey)
                .toList());
    }
}
