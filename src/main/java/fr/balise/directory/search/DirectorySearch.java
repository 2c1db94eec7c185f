package fr.balise.directory.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Search as a person types: one box, words in any order, forgiving. Never throws for what was typed; an empty question is
 * answered with nothing, so that the directory cannot be listed.
 */
@Component
public class DirectorySearch {
    private static final Logger LOG = LoggerFactory.getLogger(DirectorySearch.class);

    /** With fewer answers than this a forgiving search is made as well. */
    private static final int FEW = 5;

    private static final int FORGIVEN = 100;

    private final SearchIndex index;

    DirectorySearch(SearchIndex index) {
        this.index = index;
    }

    /** Answers from one generation of the directory. */
    public SearchAnswer search(SearchRequest request) {
        return asked(snapshot -> answer(snapshot, request));
    }

    /** All present situations of one person with their public mailboxes, or nothing. */
    public SearchAnswer person(long id) {
        return asked(snapshot -> all(snapshot, new Term(Fields.KEY, "p" + id)));
    }

    /** A structure: first itself, if it carries mailboxes, then someone who practises there; or nothing. */
    public SearchAnswer structure(long id) {
        return asked(snapshot -> {
            var own = all(snapshot, new Term(Fields.KEY, "s" + id));
            return own.hits().isEmpty() ? all(snapshot, new Term(Fields.FILTER, "t:" + id)) : own;
        });
    }

    private interface Asking {
        SearchAnswer ask(Snapshot snapshot) throws IOException;
    }

    private SearchAnswer asked(Asking asking) {
        var snapshot = index.held();
        if (snapshot == null) return new SearchAnswer.BeingPrepared(index.percent());
        try {
            return asking.ask(snapshot);
        } catch (IOException | AlreadyClosedException | InternalError e) {
            return damaged(snapshot, e);
        } catch (RuntimeException e) {
            if (sound(snapshot)) throw e;
            return damaged(snapshot, e);
        } finally {
            snapshot.release();
        }
    }

    private static SearchAnswer.Found all(Snapshot snapshot, Term term) throws IOException {
        var one = new One(snapshot.searcher(), SearchRequest.of(""));
        return new SearchAnswer.Found(
                one.read(one.top(new TermQuery(term), SearchRequest.MOST)), false, snapshot.generation());
    }

    private SearchAnswer damaged(Snapshot snapshot, Throwable seen) {
        LOG.warn("the search index is damaged and will be rebuilt: {}", seen.toString());
        index.suspect(snapshot);
        return new SearchAnswer.BeingPrepared(0);
    }

    private static boolean sound(Snapshot snapshot) {
        try {
            snapshot.verify();
            return snapshot.complete();
        } catch (IOException | RuntimeException | InternalError e) {
            return false;
        }
    }

    private static SearchAnswer answer(Snapshot snapshot, SearchRequest request) throws IOException {
        var typed = Typed.of(request.text());
        if (typed.empty()) return new SearchAnswer.Found(List.of(), false, snapshot.generation());
        var hits = onePerPerson(new One(snapshot.searcher(), request).hits(typed));
        boolean more = hits.size() > request.limit();
        var shown = more ? List.copyOf(hits.subList(0, request.limit())) : hits;
        return new SearchAnswer.Found(shown, more, snapshot.generation());
    }

    /** The best situation of each person stands for the others. */
    private static List<Hit> onePerPerson(List<Hit> hits) {
        var seen = new HashSet<Long>();
        var kept = new ArrayList<Hit>(hits.size());
        for (var hit : hits) if (hit.person() == null || seen.add(hit.person().id())) kept.add(hit);
        return kept;
    }

    /** One search at work. */
    private static final class One {
        private final IndexSearcher searcher;
        private final SearchRequest request;
        private final Queries queries;
        private final int wanted;

        One(IndexSearcher searcher, SearchRequest request) {
            this.searcher = searcher;
            this.request = request;
            queries = new Queries(searcher.getIndexReader());
            wanted = 2 * request.limit() + 10;
        }

        List<Hit> hits(Typed typed) throws IOException {
            var filter = request.filter();
            if (typed.address().isPresent()) {
                var found = top(queries.address(typed.address().get(), filter), wanted);
                if (found.length > 0 || typed.address().get().indexOf('@') >= 0) return read(found);
            }
            if (typed.number().isPresent()) {
                var found = top(queries.number(typed.number().get(), filter), wanted);
                if (found.length > 0) return read(found);
                var rest = typed.besideNumber();
                if (!rest.isEmpty()) return words(rest);
            }
            return words(typed.words());
        }

        private List<Hit> words(List<String> words) throws IOException {
            if (words.isEmpty()) return List.of();
            var filter = request.filter();
            if (words.size() == 1) {
                var names = top(queries.familyName(words.getFirst(), filter), wanted);
                if (names.length >= wanted) return read(names);
            }
            var strict = top(queries.words(words, filter, false), wanted);
            if (strict.length >= FEW && queries.known(words)
                    || words.size() == 1 && words.getFirst().length() < 3) return read(strict);
            var forgiven = read(top(queries.words(words, filter, true), Math.max(FORGIVEN, wanted)));
            return new Ranking(words, this::commonness).order(forgiven);
        }

        private double commonness(String family) {
            try {
                return .12 * Math.log(1 + searcher.getIndexReader().docFreq(new Term(Fields.FAMILY, family)));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        private ScoreDoc[] top(Query query, int count) throws IOException {
            return searcher.search(query, new TopScoreDocCollectorManager(count, null, count)).scoreDocs;
        }

        /** In the order of documents, so that each segment is opened once: its reader of cards has room for the longest of them. */
        private List<Hit> read(ScoreDoc[] found) throws IOException {
            var hits = new TreeMap<Integer, Hit>();
            var leaves = searcher.getIndexReader().leaves();
            BinaryDocValues cards = null;
            int of = -1;
            for (int rank : byDocument(found)) {
                int number = ReaderUtil.subIndex(found[rank].doc, leaves);
                var leaf = leaves.get(number);
                if (number != of) cards = leaf.reader().getBinaryDocValues(Fields.CARD);
                of = number;
                if (cards != null && cards.advanceExact(found[rank].doc - leaf.docBase))
                    hits.put(rank, Card.read(cards.binaryValue(), found[rank].score));
            }
            return List.copyOf(hits.values());
        }

        private static List<Integer> byDocument(ScoreDoc[] found) {
            return IntStream.range(0, found.length)
                    .boxed()
                    .sorted(Comparator.comparingInt(rank -> found[rank].doc))
                    .toList();
        }
    }
}
