package fr.balise.promotion.book;

import fr.balise.promotion.Because;
import fr.balise.promotion.Resolution;
import fr.balise.promotion.Resolution.Use;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * From the answers to a verdict on one entry. Pure; the table is in docs/promotion.md. Whatever is offered stands in one of the answers:
 * nothing else can be told.
 */
final class BookRules {
    /** More than anybody compares at a glance. */
    static final int MOST_OFFERS = 8;

    static final String BY_NUMBER = "by-number";
    static final String BY_NAME = "by-name";
    static final String OTHER_PERSON = "other-person";
    static final String OTHER_NAME = "other-name";
    static final String UNKNOWN = "unknown-address";

    private static final Pattern SIGNS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private BookRules() {}

    /** What the entry needs beside the answer to its address. */
    enum Needs {
        NOTHING,
        /** Who bears the number that stands in the book. */
        NUMBER,
        /** Who bears the name that stands in the book. */
        NAME
    }

    /** @param byAddress null where the entry has no address */
    static Needs needs(Entry entry, @Nullable Resolution byAddress) {
        var use = byAddress instanceof Use answer ? answer : null;
        if (entry.person() != null) return use != null && !isOther(entry, use) ? Needs.NOTHING : Needs.NUMBER;
        if (entry.name().isEmpty()) return Needs.NOTHING;
        return use != null && !hasOtherName(entry, use) ? Needs.NOTHING : Needs.NAME;
    }

    /**
     * @param byNumber the answer for the number in the book; null where it was not needed
     * @param byName one answer for each person who bears the name in the book
     */
    static Judged judge(
            Entry entry,
            @Nullable Resolution byAddress,
            @Nullable Resolution byNumber,
            List<? extends Resolution> byName) {
        var named = byName.stream()
                .filter(Use.class::isInstance)
                .map(Use.class::cast)
                .toList();
        if (byAddress instanceof Use use) {
            if (isOther(entry, use))
                return several(
                        entry,
                        Verdict.AMBIGUOUS,
                        OTHER_PERSON,
                        Stream.concat(
                                Offer.each(use).stream(),
                                byNumber instanceof Use other ? Offer.each(other).stream() : Stream.of()));
            if (hasOtherName(entry, use))
                return several(
                        entry, Verdict.DOUBTFUL, OTHER_NAME, named.stream().flatMap(one -> Offer.each(one).stream()));
            return known(entry, use);
        }
        if (byNumber instanceof Use use) {
            var verdict = entry.written().isEmpty() ? Verdict.MISSING : Verdict.OBSOLETE;
            return use.because().sure()
                    ? new Judged(entry, verdict, BY_NUMBER, List.of(Offer.of(use)), false)
                    : several(entry, Verdict.AMBIGUOUS, BY_NUMBER, Offer.each(use).stream());
        }
        if (!named.isEmpty())
            return several(entry, Verdict.AMBIGUOUS, BY_NAME, named.stream().flatMap(one -> Offer.each(one).stream()));
        return new Judged(entry, Verdict.UNKNOWN, UNKNOWN, List.of(), false);
    }

    private static Judged known(Entry entry, Use use) {
        var reason = use.because().word();
        if (use.because() == Because.OTHER_PLACE)
            return several(entry, Verdict.DOUBTFUL, reason, Offer.each(use).stream());
        if (use.asked()) return new Judged(entry, Verdict.UP_TO_DATE, reason, List.of(), false);
        if (use.because().sure())
            return new Judged(
                    entry,
                    use.because() == Because.REPLACED ? Verdict.OBSOLETE : Verdict.NOT_PREFERRED,
                    reason,
                    List.of(Offer.of(use)),
                    false);
        // Nobody said which of several is preferred: one that is among them is as good as another.
        return isAmong(entry, use)
                ? new Judged(entry, Verdict.UP_TO_DATE, reason, List.of(), false)
                : several(entry, Verdict.AMBIGUOUS, reason, Offer.each(use).stream());
    }

    private static boolean isAmong(Entry entry, Use use) {
        var address = entry.address();
        return address != null
                && use.alternatives().stream().anyMatch(one -> one.key().equals(address.key()));
    }

    private static Judged several(Entry entry, Verdict verdict, String reason, Stream<Offer> offers) {
        var written = entry.address() == null ? "" : entry.address().key();
        var all = offers.filter(one -> !one.address().toLowerCase(Locale.ROOT).equals(written))
                .distinct()
                .limit(MOST_OFFERS + 1L)
                .toList();
        return new Judged(
                entry, verdict, reason, all.subList(0, Math.min(all.size(), MOST_OFFERS)), all.size() > MOST_OFFERS);
    }

    /** The number in the book is not that of whoever has the address. */
    private static boolean isOther(Entry entry, Use use) {
        return entry.person() != null
                && use.person() != null
                && !entry.person().equals(use.person().nationalId());
    }

    /** No word of the family name stands in the book's name: perhaps a homonym's address, perhaps a married name. */
    private static boolean hasOtherName(Entry entry, Use use) {
        if (entry.person() != null || entry.name().isEmpty() || use.person() == null) return false;
        var written = words(entry.name());
        return !written.isEmpty() && words(use.person().family()).stream().noneMatch(written::contains);
    }

    private static Set<String> words(String name) {
        var plain =
                MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKD)).replaceAll("");
        return SIGNS.splitAsStream(plain.toLowerCase(Locale.ROOT))
                .filter(word -> word.length() > 1)
                .collect(Collectors.toSet());
    }
}
