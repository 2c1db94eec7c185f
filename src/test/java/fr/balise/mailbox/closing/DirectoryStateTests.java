package fr.balise.mailbox.closing;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.directory.Carrier;
import fr.balise.directory.Publication;
import fr.balise.directory.Publication.Observed;
import fr.balise.directory.Publication.Request;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing is called depublished before a file shows it, nor failed on a file that is too old to show it. */
class DirectoryStateTests {
    private static final LocalDate FILE = LocalDate.of(2026, 11, 12);
    private static final Instant NOON = Instant.parse("2026-11-12T11:00:00Z");
    private static final Request WAITING = new Request.Waiting(1, NOON, "503");

    private static Publication.State stated(Request request, boolean listed, boolean awaited) {
        var wanted = new Publication.Wanted(
                MailAddress.parse("a@balise-essai.mssante.fr"),
                MailboxType.PER,
                new Carrier.OfPerson(1),
                Publication.Visibility.PUBLISHED,
                null,
                null,
                null,
                null);
        var drift = listed ? Publication.Drift.STILL_LISTED : null;
        return new Publication.State(1, wanted, true, NOON, request, new Observed(FILE, listed, awaited, drift));
    }

    private static DirectoryState of(Publication.State... stated) {
        return DirectoryState.of(List.of(stated));
    }

    @Test
    void whatNoFileCouldShowYetIsAskedFor() {
        assertThat(of()).isEqualTo(new DirectoryState.Asked());
        assertThat(of(stated(WAITING, true, true))).isEqualTo(new DirectoryState.Asked());
        assertThat(of(stated(new Request.Told(NOON), false, true))).isEqualTo(new DirectoryState.Asked());
    }

    @Test
    void aFileThatFollowedShowsItGone() {
        assertThat(of(stated(new Request.Told(NOON), false, false))).isEqualTo(new DirectoryState.Seen(FILE));
    }

    @Test
    void oneCarrierThatIsStillListedIsADifference() {
        assertThat(of(stated(new Request.Told(NOON), false, false), stated(new Request.Told(NOON), true, false)))
                .isEqualTo(new DirectoryState.StillListed(FILE));
    }

    @Test
    void aRequestThatWasGivenUpIsForAPerson() {
        assertThat(of(stated(new Request.Failed(12, "422"), true, true))).isEqualTo(new DirectoryState.Refused());
    }

    @Test
    void anInstallationThatCannotWriteSaysSo() {
        assertThat(of(stated(new Request.NotAsked(), true, true))).isEqualTo(new DirectoryState.ByHand());
        assertThat(of(stated(new Request.NotAsked(), false, false))).isEqualTo(new DirectoryState.Seen(FILE));
    }
}
