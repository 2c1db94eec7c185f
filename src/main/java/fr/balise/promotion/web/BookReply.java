package fr.balise.promotion.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import fr.balise.promotion.book.Judged;
import fr.balise.promotion.book.Offer;
import fr.balise.promotion.book.Verdict;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of an answer about an address book, as docs/promotion.md and openapi.json promise it.
 *
 * @param line of the file, or number of the resource in a bundle
 * @param address as it stands in the book
 * @param use the address that stands ready to be taken; null where somebody must choose
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BookReply(
        int line,
        String address,
        @Nullable String name,
        String verdict,
        String reason,
        @Nullable String use,
        @Nullable List<Offer> choices,
        @Nullable Boolean more) {

    static BookReply of(Judged judged) {
        var entry = judged.entry();
        boolean ready = judged.verdict().hasReplacement();
        boolean choose = !ready && !judged.offers().isEmpty();
        return new BookReply(
                entry.line(),
                entry.written(),
                entry.name().isEmpty() ? null : entry.name(),
                judged.verdict().word(),
                judged.reason(),
                ready ? judged.offers().getFirst().address() : null,
                choose ? judged.offers() : null,
                judged.more() ? true : null);
    }

    /** The last line. */
    record Summary(
            int entries,
            Map<String, Integer> verdicts,
            @Nullable String directory) {}

    static final class Count {
        private final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
        private int entries;

        void add(Judged judged) {
            entries++;
            counts.merge(judged.verdict(), 1, Integer::sum);
        }

        Summary summary(@Nullable String directory) {
            var words = new LinkedHashMap<String, Integer>();
            for (var verdict : Verdict.values()) words.put(verdict.word(), counts.getOrDefault(verdict, 0));
            return new Summary(entries, words, directory);
        }
    }
}
