package fr.balise.directory.search;

import static fr.balise.directory.search.Fields.CITY;
import static fr.balise.directory.search.Fields.EDGE;
import static fr.balise.directory.search.Fields.EDGES;
import static fr.balise.directory.search.Fields.FAMILY;
import static fr.balise.directory.search.Fields.FILTER;
import static fr.balise.directory.search.Fields.GIVEN;
import static fr.balise.directory.search.Fields.PLACE;
import static fr.balise.directory.search.Fields.SOUNDS;
import static fr.balise.directory.search.Fields.TITLE;
import static fr.balise.directory.search.Fields.WHOLE;
import static fr.balise.directory.search.Fields.WORK;

import fr.balise.directory.search.SearchRequest.Filter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/** Turns words into Lucene queries: every word must be answered, each by its best field. */
final class Queries {
    static final String[] FIELDS = {FAMILY, TITLE, GIVEN, CITY, WORK, PLACE};
    static final float[] WEIGHTS = {12, 9, 8, 6, 4, 3};
    static final float BEGINNING = .75f;
    static final float SOUND = .62f;
    /** A little above the sound, so that of many names that sound alike the one at a single slip is among those that are ranked. */
    static final float ONE_SLIP = .64f;

    static final float TWO_SLIPS = .32f;
    /** People mistype names more than towns and trades; a town near the typed word must not crowd out the name that was meant. */
    static final float[] FORGIVEN = {1, 1, 1, .6f, .6f, .6f};

    private static final float ABBREVIATED = .9f;
    private static final float WHOLE_NAME = 5;
    /** A short word after a name is most often the beginning of the first name, whatever else it matches. */
    private static final float SHORT_GIVEN = 1.5f;

    private final IndexReader reader;
    private final NearTerms near;

    Queries(IndexReader reader) {
        this.reader = reader;
        near = new NearTerms(reader);
    }

    /** Family names only: what one word most often is. */
    Query familyName(String word, Filter filter) throws IOException {
        var query = new BooleanQuery.Builder();
        var either = new ArrayList<Query>();
        exact(either, FAMILY, word, 12);
        beginning(either, FAMILY, word, 12);
        query.add(best(either), Occur.MUST);
        return filtered(query, filter);
    }

    Query words(List<String> words, Filter filter, boolean forgiving) throws IOException {
        var query = each(words, forgiving);
        var joined = joined(words);
        if (joined.isEmpty()) return filtered(query, filter);
        var either = List.<Query>of(query.build(), each(joined, forgiving).build());
        return filtered(must(new DisjunctionMaxQuery(either, 0)), filter);
    }

    /** {@code le gall} may have been meant as {@code LEGALL}; empty when no such name exists. */
    private List<String> joined(List<String> words) throws IOException {
        for (int i = 0; i + 1 < words.size(); i++) {
            var name = words.get(i) + words.get(i + 1);
            if (words.get(i).length() > 3 || reader.docFreq(new Term(FAMILY, name)) == 0) continue;
            var joined = new ArrayList<>(words);
            joined.set(i, name);
            joined.remove(i + 1);
            return joined;
        }
        return List.of();
    }

    private BooleanQuery.Builder each(List<String> words, boolean forgiving) throws IOException {
        var query = new BooleanQuery.Builder();
        for (var word : words) {
            query.add(word(word, forgiving), Occur.MUST);
            if (words.size() > 1 && word.length() <= EDGE) beginsGiven(query, word);
        }
        for (int i = 1; i <= words.size(); i++) {
            whole(query, String.join(" ", words.subList(0, i)), i);
            if (i < words.size()) whole(query, String.join(" ", words.subList(words.size() - i, words.size())), i);
        }
        return query;
    }

    /** A national number of a person with RPPS is 8 and the RPPS; only the RPPS is indexed. */
    Query number(String number, Filter filter) {
        var either = new ArrayList<Query>();
        either.add(new TermQuery(new Term(Fields.NUMBER, number)));
        if (number.length() == 12 && number.charAt(0) == '8')
            either.add(new TermQuery(new Term(Fields.NUMBER, number.substring(1))));
        return filtered(must(best(either)), filter);
    }

    Query address(String address, Filter filter) {
        var domain = new TermQuery(new Term(Fields.ADDRESS, address.startsWith("@") ? address : "@" + address));
        var either = List.<Query>of(
                new BoostQuery(new TermQuery(new Term(Fields.ADDRESS, address)), 10), new BoostQuery(domain, 1));
        return filtered(must(new DisjunctionMaxQuery(either, 0)), filter);
    }

    private static BooleanQuery.Builder must(Query query) {
        return new BooleanQuery.Builder().add(query, Occur.MUST);
    }

    private Query word(String word, boolean forgiving) throws IOException {
        var either = new ArrayList<Query>();
        for (int i = 0; i < FIELDS.length; i++) {
            boolean place = i == 1 || i == 3 || i == 5;
            var spelled = place ? Folding.spelledOut(word) : word;
            exact(either, FIELDS[i], spelled, spelled.equals(word) ? WEIGHTS[i] : WEIGHTS[i] * ABBREVIATED);
            beginning(either, FIELDS[i], spelled, WEIGHTS[i]);
        }
        for (var also : Trades.also(word)) exact(either, WORK, also, WEIGHTS[4]);
        if (forgiving && word.length() > 2 && !ratherPlaceOrWork(word)) forgive(either, word);
        return best(either);
    }

    /** Whether all words but the last, which may still be being typed, are words of the directory. */
    boolean known(List<String> words) throws IOException {
        for (var word : words.subList(0, words.size() - 1)) if (word.length() > 3 && !known(word)) return false;
        return true;
    }

    private boolean known(String word) throws IOException {
        for (var field : FIELDS) if (reader.docFreq(new Term(field, Folding.spelledOut(word))) > 0) return true;
        return !Trades.also(word).isEmpty();
    }

    /** A word known as a town or trade, and more so than as a name, is not a slip. */
    private boolean ratherPlaceOrWork(String word) throws IOException {
        int names = reader.docFreq(new Term(FAMILY, word)) + reader.docFreq(new Term(GIVEN, word));
        return Math.max(reader.docFreq(new Term(CITY, word)), reader.docFreq(new Term(WORK, word))) > names;
    }

    private void forgive(List<Query> either, String word) throws IOException {
        var sound = FrenchSound.of(word);
        exact(either, FAMILY + SOUNDS, sound, WEIGHTS[0] * SOUND);
        exact(either, GIVEN + SOUNDS, sound, WEIGHTS[2] * SOUND);
        for (int i = 0; i < 5; i++) {
            var found = near.to(FIELDS[i], word, i == 0);
            inSet(either, FIELDS[i], found.oneSlip(), WEIGHTS[i] * FORGIVEN[i] * ONE_SLIP);
            inSet(either, FIELDS[i], found.twoSlips(), WEIGHTS[i] * FORGIVEN[i] * TWO_SLIPS);
        }
    }

    private static void inSet(List<Query> either, String field, List<BytesRef> terms, float boost) {
        if (!terms.isEmpty()) either.add(new BoostQuery(new TermInSetQuery(field, terms), boost));
    }

    private void exact(List<Query> either, String field, String word, float weight) throws IOException {
        var term = new Term(field, word);
        if (reader.docFreq(term) > 0) either.add(new BoostQuery(new TermQuery(term), weight));
    }

    private void beginning(List<Query> either, String field, String word, float weight) throws IOException {
        boolean edged = (field.equals(FAMILY) || field.equals(GIVEN)) && word.length() <= EDGE;
        if (edged) exact(either, field + EDGES, word, weight * BEGINNING);
        else if (word.length() > 1 && near.longerExists(field, word))
            either.add(new BoostQuery(new PrefixQuery(new Term(field, word)), weight * BEGINNING));
    }

    private void beginsGiven(BooleanQuery.Builder query, String word) throws IOException {
        var term = new Term(GIVEN + EDGES, word);
        if (reader.docFreq(term) > 0) query.add(new BoostQuery(new TermQuery(term), SHORT_GIVEN), Occur.SHOULD);
    }

    private void whole(BooleanQuery.Builder query, String name, int words) throws IOException {
        var term = new Term(WHOLE, name);
        if (reader.docFreq(term) > 0) query.add(new BoostQuery(new TermQuery(term), WHOLE_NAME * words), Occur.SHOULD);
    }

    private static Query best(List<Query> either) {
        if (either.isEmpty()) return new MatchNoDocsQuery();
        return either.size() == 1 ? either.getFirst() : new DisjunctionMaxQuery(either, 0);
    }

    /** Among equals, one that can be written to comes first. */
    private static Query filtered(BooleanQuery.Builder query, Filter filter) {
        query.add(new BoostQuery(new TermQuery(new Term(FILTER, Fields.ANY_BOX)), .5f), Occur.SHOULD);
        if (filter.profession() != null) must(query, "p:" + filter.profession());
        if (filter.specialty() != null) must(query, "s:" + filter.specialty());
        if (filter.department() != null) must(query, "d:" + filter.department());
        if (filter.type() != null) must(query, "b:" + filter.type());
        if (filter.withMailbox()) must(query, Fields.ANY_BOX);
        return query.build();
    }

    private static void must(BooleanQuery.Builder query, String filter) {
        query.add(new TermQuery(new Term(FILTER, filter)), Occur.FILTER);
    }
}
