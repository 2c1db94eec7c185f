package fr.balise.promotion.book;

import fr.balise.directory.Directory;
import fr.balise.directory.Person;
import fr.balise.promotion.Question;
import fr.balise.promotion.Resolution;
import fr.balise.promotion.Resolver;
import fr.balise.promotion.book.BookRules.Needs;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Judges entries of a book, many at a time: two rounds of set-based questions, whatever their number. */
@Service
public class Checking {
    /** Entries that are worth one round; more only cost memory. */
    public static final int TOGETHER = 2_000;

    private static final int SIDE_BY_SIDE = 3;

    /** Some of them have no public mailbox. */
    private static final int MOST_BEARERS = 4 * BookRules.MOST_OFFERS;

    private final Resolver resolver;
    private final Directory directory;

    Checking(Resolver resolver, Directory directory) {
        this.resolver = resolver;
        this.directory = directory;
    }

    /** Takes a verdict. */
    public interface Taker {
        void take(Judged judged) throws IOException;
    }

    /**
     * Verdicts on all entries in their order. While one part is taken the next one is asked about, since the database has another
     * processor.
     */
    public void each(List<Entry> entries, Taker taker) throws IOException {
        try (var others = Executors.newVirtualThreadPerTaskExecutor()) {
            var coming = new ArrayDeque<Future<List<Judged>>>();
            for (int from = 0; from < entries.size() || !coming.isEmpty(); ) {
                while (coming.size() < SIDE_BY_SIDE && from < entries.size()) {
                    var part = entries.subList(from, Math.min(from + TOGETHER, entries.size()));
                    coming.add(others.submit(() -> check(part)));
                    from += TOGETHER;
                }
                for (var judged : got(coming.remove())) taker.take(judged);
            }
        }
    }

    private static List<Judged> got(Future<List<Judged>> part) throws IOException {
        try {
            return part.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) throw cause;
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    /** A verdict for each, in their order. @param entries at most {@link #TOGETHER} are well chosen */
    public List<Judged> check(List<Entry> entries) {
        var first = asked(entries.stream()
                .flatMap(one -> Stream.ofNullable(one.address()))
                .map(Question::about));
        var names = new LinkedHashSet<String>();
        var more = new ArrayList<Question>();
        for (var entry : entries)
            switch (BookRules.needs(entry, byAddress(entry, first))) {
                case NOTHING -> {}
                case NUMBER -> more.add(byNumber(entry));
                case NAME -> names.add(entry.name());
            }
        var named = named(names);
        named.values().forEach(people -> people.forEach(one -> more.add(Question.about(one.nationalId()))));
        var second = asked(more.stream());
        return entries.stream()
                .map(entry -> judged(entry, first, second, named))
                .toList();
    }

    private static Judged judged(
            Entry entry,
            Map<Question, Resolution> first,
            Map<Question, Resolution> second,
            Map<String, List<Person>> named) {
        var byAddress = byAddress(entry, first);
        var needs = BookRules.needs(entry, byAddress);
        var people = needs == Needs.NAME ? named.getOrDefault(entry.name(), List.of()) : List.<Person>of();
        return BookRules.judge(
                entry,
                byAddress,
                needs == Needs.NUMBER ? second.get(byNumber(entry)) : null,
                people.stream()
                        .flatMap(one -> Stream.ofNullable(second.get(Question.about(one.nationalId()))))
                        .toList());
    }

    private static @Nullable Resolution byAddress(Entry entry, Map<Question, Resolution> answers) {
        return entry.address() == null ? null : answers.get(Question.about(entry.address()));
    }

    private static Question byNumber(Entry entry) {
        return new Question(entry.person(), null, null, null);
    }

    /** No more bearers of a name than can be shown, and one more that tells that there are. */
    private Map<String, List<Person>> named(Set<String> names) {
        if (names.isEmpty()) return Map.of();
        var named = new HashMap<String, List<Person>>();
        directory
                .named(names)
                .forEach((name, people) -> named.put(name, people.subList(0, Math.min(people.size(), MOST_BEARERS))));
        return named;
    }

    private Map<Question, Resolution> asked(Stream<Question> questions) {
        var each = questions.distinct().toList();
        var answers = new HashMap<Question, Resolution>();
        if (each.isEmpty()) return answers;
        var found = resolver.resolve(each);
        for (int i = 0; i < each.size(); i++) answers.put(each.get(i), found.get(i));
        return answers;
    }
}
