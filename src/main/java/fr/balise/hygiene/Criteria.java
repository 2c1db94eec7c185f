package fr.balise.hygiene;

import fr.balise.hygiene.Item.Piece;
import fr.balise.mailstore.MessageKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What somebody looks for; everything that is said must hold [L-M4]. Pure.
 *
 * @param from received then or later; null for any
 * @param before received earlier; null for any
 * @param folder number of a {@link Shelf}; null for all
 * @param sender part of the address, in lower case; empty for any
 * @param least octets at least
 * @param attachment null for with or without
 * @param flags how it is marked
 * @param document type of a document as its sender told it, a LOINC code; empty for any
 * @param kinds empty for all
 */
public record Criteria(
        @Nullable Instant from,
        @Nullable Instant before,
        @Nullable Integer folder,
        String sender,
        long least,
        @Nullable Attachment attachment,
        Flags flags,
        String document,
        Set<MessageKind> kinds) {

    /**
     * How a message is marked; null for either.
     *
     * @param kept for ever, by a person's wish
     * @param duplicate whether a better copy of it stays
     */
    public record Flags(
            @Nullable Boolean seen,
            @Nullable Boolean flagged,
            @Nullable Boolean answered,
            @Nullable Boolean filed,
            @Nullable Boolean kept,
            @Nullable Boolean duplicate) {
        public static final Flags ANY = new Flags(null, null, null, null, null, null);

        boolean fit(Item item, Duplicates duplicates) {
            return (seen == null || item.seen() == seen)
                    && (flagged == null || item.flagged() == flagged)
                    && (answered == null || item.answered() == answered)
                    && (filed == null || item.filed() == filed)
                    && (kept == null || item.kept() == kept)
                    && (duplicate == null || duplicates.has(item) == duplicate);
        }
    }

    public Criteria {
        sender = sender.strip().toLowerCase(Locale.ROOT);
        kinds = Set.copyOf(kinds);
    }

    public static final Criteria ALL = new Criteria(null, null, null, "", 0, null, Flags.ANY, "", Set.of());

    /** Of which type, as its sender said. */
    public enum Attachment {
        NONE,
        ANY,
        PDF,
        IMAGE,
        ARCHIVE,
        OTHER;

        static Attachment of(Piece piece) {
            var name = piece.name().toLowerCase(Locale.ROOT);
            if (piece.type().equals("application/pdf") || name.endsWith(".pdf")) return PDF;
            if (piece.type().startsWith("image/")) return IMAGE;
            return name.endsWith(".zip") || piece.type().equals("application/zip") ? ARCHIVE : OTHER;
        }

        boolean fits(Item item) {
            return switch (this) {
                case NONE -> item.pieces().isEmpty();
                case ANY -> !item.pieces().isEmpty();
                case PDF, IMAGE, ARCHIVE, OTHER -> item.pieces().stream().anyMatch(piece -> of(piece) == this);
            };
        }
    }

    boolean asksForDuplicates() {
        return flags.duplicate() != null;
    }

    /** @param duplicates may be none where they are not asked for */
    public boolean fits(Item item, Duplicates duplicates) {
        return (from == null || !item.received().isBefore(from))
                && (before == null || item.received().isBefore(before))
                && (folder == null || item.folder() == folder)
                && (sender.isEmpty() || item.sender().contains(sender))
                && item.octets() >= least
                && (attachment == null || attachment.fits(item))
                && (kinds.isEmpty() || kinds.contains(item.kind()))
                && (document.isEmpty() || List.of(item.documents().split(",")).contains(document))
                && flags.fit(item, duplicates);
    }

    /**
     * Whether a clean-up by these criteria takes it away: what was not read goes only where it was asked for, what somebody keeps never.
     */
    public boolean removes(Item item, Duplicates duplicates) {
        return fits(item, duplicates) && !item.kept() && (item.seen() || Boolean.FALSE.equals(flags.seen()));
    }

    /**
     * What fits.
     *
     * @param removed what a clean-up would take away of it
     * @param unproven how many of those are documents without proof of filing
     * @param heaviest the heaviest first
     * @param documents types of documents that there are in the mailbox, found or not: what can be asked for
     */
    public record Found(Weight all, Weight removed, long unproven, List<Item> heaviest, SortedSet<String> documents) {
        public Found {
            heaviest = List.copyOf(heaviest);
        }
    }

    /** @param most how many messages to list */
    public Found find(Stock stock, Duplicates duplicates, int most) {
        var sums = new long[9];
        var heaviest = new PriorityQueue<Item>(Comparator.comparingLong(Item::octets));
        var told = new HashSet<String>();
        stock.each((_, item) -> {
            if (!item.documents().isEmpty()) told.add(item.documents());
            if (!fits(item, duplicates)) return;
            add(sums, 0, item);
            boolean removed = removes(item, duplicates);
            if (removed) add(sums, 4, item);
            if (removed && item.unproven()) sums[8]++;
            heaviest.add(item);
            if (heaviest.size() > most) heaviest.poll();
        });
        var listed = new ArrayList<>(heaviest);
        listed.sort(Comparator.comparingLong(Item::octets).reversed());
        var documents = new TreeSet<String>();
        told.forEach(codes -> documents.addAll(List.of(codes.split(","))));
        return new Found(
                new Weight(sums[0], sums[1], sums[2], sums[3]),
                new Weight(sums[4], sums[5], sums[6], sums[7]),
                sums[8],
                listed,
                documents);
    }

    private static void add(long[] sums, int at, Item item) {
        sums[at]++;
        sums[at + 1] += item.octets();
        sums[at + 2] += item.attached();
        sums[at + 3] += item.which();
    }
}
