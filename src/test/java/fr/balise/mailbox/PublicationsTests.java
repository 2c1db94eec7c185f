package fr.balise.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.directory.Carrier;
import fr.balise.directory.Listing;
import fr.balise.directory.Presence;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.mailbox.Box.Publication;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Since when a mailbox is published, by the rows of its holder. */
class PublicationsTests {
    private static final LocalDate FIRST = day(1);

    private long number;

    @Test
    void onePlaceSaysSinceWhen() {
        since(day(4), row(day(4), null));
    }

    @Test
    void whatTheFirstFileHadIsThereAtLeastSinceThen() {
        assertThat(Publications.of(List.of(row(FIRST, null)), List.of(), FIRST))
                .isEqualTo(new Publication.Published(FIRST, true));
    }

    @Test
    void amongSeveralPlacesTheFirstCounts() {
        since(day(4), row(day(9), null), row(day(4), null));
    }

    @Test
    void fromOnePlaceToTheNextWithinAFileIsNoBreak() {
        since(day(2), row(day(6), null), row(day(2), day(6)));
        since(day(2), row(day(9), null), row(day(6), day(9)), row(day(2), day(7)));
    }

    @Test
    void aBreakBeginsItAnew() {
        since(day(7), row(day(7), null), row(day(2), day(6)));
    }

    @Test
    void whatThePublicDidNotSeeIsNoBeginning() {
        since(day(6), row(day(6), null), unlisted(day(2), null), unlisted(day(3), day(6)));
    }

    private static void since(LocalDate day, Listing... rows) {
        assertThat(Publications.of(List.of(rows), List.of(), FIRST)).isEqualTo(new Publication.Published(day, false));
    }

    private Listing row(LocalDate from, @Nullable LocalDate gone) {
        return row(from, gone, false);
    }

    private Listing unlisted(LocalDate from, @Nullable LocalDate gone) {
        return row(from, gone, true);
    }

    private Listing row(LocalDate from, @Nullable LocalDate gone, boolean unlisted) {
        return new Listing(
                ++number,
                1,
                MailAddress.parse("a@essai.mssante.fr"),
                MailboxType.PER,
                new Carrier.OfPerson(number),
                null,
                null,
                unlisted,
                Listing.Origin.NATIONAL,
                new Presence(from, gone),
                new Presence(FIRST, null));
    }

    private static LocalDate day(int day) {
        return LocalDate.of(2026, 11, day);
    }
}
