package fr.balise.hygiene;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.hygiene.Item.Mark;
import fr.balise.hygiene.Item.Piece;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailStore.Use;
import fr.balise.mailstore.MessageKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Which copy of a message goes, and which stays. */
class DuplicatesTests {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final int INBOX = 1;
    private static final int TRASH = 2;
    private static final int SENT = 3;
    private static final Piece PDF = new Piece("cr.pdf", "application/pdf", 900);

    private static Item item(int folder, long uid, long identity, Piece piece, Mark... marks) {
        int bits = Arrays.stream(marks).mapToInt(Mark::bit).sum();
        return new Item(
                folder,
                uid,
                1_000,
                NOW.minus(Duration.ofDays(9)),
                bits,
                MessageKind.PDF,
                "a@b",
                identity,
                "",
                List.of(piece));
    }

    private static Stock stock(Item... items) {
        return stock(List.of(items));
    }

    private static Stock stock(List<Item> items) {
        var account = new AccountId(1);
        var shelves = List.of(shelf(INBOX, Use.OTHER), shelf(TRASH, Use.TRASH), shelf(SENT, Use.SENT));
        var chunks = shelves.stream()
                .map(shelf -> new ChunkKey(account, shelf.id(), 0, 1))
                .toList();
        return new Stock(
                account,
                shelves,
                chunks,
                key -> items.stream()
                        .filter(one -> one.folder() == key.folder())
                        .toList(),
                NOW);
    }

    private static Shelf shelf(int id, Use use) {
        return new Shelf(id, use.name(), use, 1, 1, 1, 1, 1);
    }

    @Test
    void ofTwoCopiesTheOneThatIsShownToBeFiledStays() {
        var first = item(INBOX, 1, 7, PDF, Mark.SEEN);
        var filed = item(INBOX, 2, 7, PDF, Mark.SEEN, Mark.FILED);
        var found = Duplicates.of(stock(first, filed), List.of());
        assertThat(found.has(first)).isTrue();
        assertThat(found.has(filed)).isFalse();
    }

    @Test
    void aCopyInTheTrashIsNoCopyThatStays() {
        var read = item(INBOX, 1, 7, PDF, Mark.SEEN);
        var thrown = item(TRASH, 2, 7, PDF, Mark.SEEN, Mark.FILED);
        var found = Duplicates.of(stock(read, thrown), List.of());
        assertThat(found.has(read)).isFalse();
        assertThat(found.has(thrown)).isTrue();
        var both = Duplicates.of(stock(thrown, item(TRASH, 3, 7, PDF, Mark.SEEN)), List.of());
        assertThat(both.has(thrown)).isFalse();
    }

    @Test
    void whatWasSentStaysAndIsACopyOfWhatCameBack() {
        var sent = item(SENT, 1, 7, PDF, Mark.SEEN);
        var received = item(INBOX, 9, 7, PDF, Mark.SEEN);
        assertThat(Duplicates.of(stock(sent, received), List.of()).has(sent)).isFalse();
    }

    @Test
    void theSameNumberWithOtherAttachmentsOrWithoutANumberIsAnotherMessage() {
        var one = item(INBOX, 1, 7, PDF, Mark.SEEN);
        var other = item(INBOX, 2, 7, new Piece("cr.pdf", "application/pdf", 901), Mark.SEEN);
        var none = item(INBOX, 3, 0, PDF, Mark.SEEN);
        var found = Duplicates.of(stock(one, other, none, item(INBOX, 4, 0, PDF, Mark.SEEN)), List.of());
        for (var item : List.of(one, other, none)) assertThat(found.has(item)).isFalse();
    }

    @Test
    void aCopyInAnotherActiveMailboxCountsUnlessItIsThrownAwayThere() {
        var here = item(INBOX, 1, 7, PDF, Mark.SEEN);
        assertThat(Duplicates.of(stock(here), List.of(stock(item(INBOX, 5, 7, PDF))))
                        .has(here))
                .isTrue();
        assertThat(Duplicates.of(stock(here), List.of(stock(item(TRASH, 5, 7, PDF))))
                        .has(here))
                .isFalse();
    }

    @Test
    void aDuplicateIsToBeLookedAtAndNeverWhatIsKeptForItself() {
        var stay = item(INBOX, 1, 7, PDF, Mark.SEEN, Mark.FILED);
        var goes = item(INBOX, 2, 7, PDF, Mark.SEEN);
        var unread = item(INBOX, 3, 7, PDF);
        var sorting = new Sorting(NOW, NOW, Duplicates.of(stock(stay, goes, unread), List.of()));
        assertThat(sorting.group(goes, shelf(INBOX, Use.OTHER))).isEqualTo(Group.DUPLICATES);
        assertThat(sorting.group(unread, shelf(INBOX, Use.OTHER))).isEqualTo(Group.KEEP);
    }

    @Test
    void theSameDocumentsInAnotherMessageAreACopyUnlessTheyWereOnlySentOrThrownAway() {
        var one = item(INBOX, 1, 7, PDF, Mark.SEEN).printed(99);
        var other = item(INBOX, 2, 8, new Piece("scan.pdf", "application/pdf", 1_200), Mark.SEEN, Mark.FILED)
                .printed(99);
        var found = Duplicates.of(stock(one, other), List.of());
        assertThat(found.has(one)).isTrue();
        assertThat(found.has(other)).isFalse();
        assertThat(Duplicates.of(stock(one), List.of(stock(other))).has(one)).isTrue();
        for (int folder : new int[] {SENT, TRASH}) {
            var elsewhere = item(folder, 2, 8, PDF, Mark.SEEN, Mark.FILED).printed(99);
            assertThat(Duplicates.of(stock(one, elsewhere), List.of()).has(one)).isFalse();
        }
        var unread = item(INBOX, 3, 9, PDF, Mark.SEEN);
        assertThat(Duplicates.of(stock(one, unread, item(INBOX, 4, 10, PDF, Mark.SEEN)), List.of())
                        .has(unread))
                .as("documents that were not read, or are none, are not compared")
                .isFalse();
        assertThat(Duplicates.of(stock(unread.printed(1), one.printed(1)), List.of())
                        .has(unread))
                .isFalse();
    }

    /** Whatever copies there are, and wherever: taking all duplicates away loses no message that did not lie in the trash alone. */
    @Property(tries = 500)
    void oneCopyAlwaysStays(@ForAll("items") List<Item> items) {
        var numbered = new ArrayList<Item>();
        for (var one : items)
            numbered.add(new Item(
                    one.folder(),
                    numbered.size() + 1,
                    1,
                    NOW,
                    one.marks(),
                    one.kind(),
                    "a@b",
                    one.identity(),
                    "",
                    one.pieces(),
                    one.print()));
        var found = Duplicates.of(stock(numbered), List.of());
        for (var one : numbered)
            assertThat(numbered)
                    .anyMatch(other -> !found.has(other)
                            && (other.equals(one) || together(numbered, one).contains(other)));
        for (var one : numbered)
            if (found.has(one)) assertThat(together(numbered, one)).hasSizeGreaterThan(1);
    }

    /** All that hang together with it, by the message or by its documents, from one to the next. */
    private static Set<Item> together(List<Item> all, Item one) {
        var together = new HashSet<>(Set.of(one));
        for (boolean grown = true; grown; )
            grown =
                    all.stream()
                            .filter(other -> together.stream().anyMatch(here -> isSame(here, other)))
                            .toList()
                            .stream()
                            .map(together::add)
                            .reduce(false, Boolean::logicalOr);
        return together;
    }

    private static boolean isSame(Item one, Item other) {
        return one.identity() != 0
                        && one.identity() == other.identity()
                        && one.pieces().equals(other.pieces())
                || one.print() > 1 && one.print() == other.print();
    }

    @Provide
    Arbitrary<List<Item>> items() {
        return Combinators.combine(
                        Arbitraries.of(INBOX, TRASH, SENT),
                        Arbitraries.longs().between(0, 3),
                        Arbitraries.of(PDF, new Piece("b.pdf", "application/pdf", 1)),
                        Arbitraries.integers().between(0, 127),
                        Arbitraries.longs().between(0, 4))
                .as((folder, identity, piece, marks, print) ->
                        new Item(folder, 1, 1, NOW, marks, MessageKind.PDF, "a@b", identity, "", List.of(piece), print))
                .list()
                .ofMaxSize(12);
    }
}
