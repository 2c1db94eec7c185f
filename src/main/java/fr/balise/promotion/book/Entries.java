package fr.balise.promotion.book;

import fr.balise.kernel.MailAddress;
import fr.balise.kernel.NationalPersonId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the entries of a book in their order, and counts those without anything as well: a corrected book is counted alike. */
final class Entries {
    private static final int LONGEST = 320;

    private final int most;
    private final List<Entry> all = new ArrayList<>();
    private int number;

    Entries(int most) {
        this.most = most;
    }

    void add(int line, String written, String name, @Nullable NationalPersonId person) throws BrokenBook {
        var entry = new Entry(
                number++, line, cut(written), MailAddress.read(written.strip()).orElse(null), cut(name), person);
        if (entry.isEmpty()) return;
        if (all.size() >= most) throw new BrokenBook(BrokenBook.Fault.TOO_MANY_ENTRIES, line);
        all.add(entry);
    }

    private static String cut(String text) {
        var kept = text.strip();
        return kept.length() > LONGEST ? kept.substring(0, LONGEST) : kept;
    }

    List<Entry> all() {
        return List.copyOf(all);
    }
}
