package fr.balise.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.directory.DirectoryAge;
import fr.balise.directory.Listing;
import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.RequestView.Kind;
import fr.balise.mailbox.RequestView.Tracking;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WatchingTests {
    private static final String THERE = "c.essai@hopital.mssante.fr";

    private final Practice practice = new Practice();

    @Test
    void aFileNewerThanTheRequestThatLacksTheAddressMakesItComeTrue() {
        practice.directory.lists(THERE, practice.doctor);
        practice.sent(THERE, Kind.DEPUBLISH, 3);
        assertThat(tracking()).isEqualTo(new Tracking.StillPublished(InMemoryDirectory.NEWEST));

        practice.directory.drop(THERE, LocalDate.of(2026, 11, 12));

        assertThat(tracking()).isEqualTo(new Tracking.Gone(LocalDate.of(2026, 11, 12)));
        assertThat(request().state()).isEqualTo(new RequestState.Observed(LocalDate.of(2026, 11, 12)));
        assertThat(request().possible()).isEmpty();
    }

    @Test
    void anAddressThatLeftIsNotSaidToBeDeleted() {
        practice.directory.lists(THERE, practice.doctor);
        practice.sent(THERE, Kind.DELETE, 3);
        practice.directory.drop(THERE, LocalDate.of(2026, 11, 12));
        assertThat(request().told())
                .isEqualTo(Words.of("mailbox.request.state.observed-delete", LocalDate.of(2026, 11, 12)));
        assertThat(request().tracked())
                .isEqualTo(Words.of("mailbox.request.tracking.gone-delete", LocalDate.of(2026, 11, 12)));
    }

    @Test
    void aFileNotNewerThanTheOneItWasAskedFromProvesNothing() {
        practice.directory.lists(THERE, practice.doctor);
        practice.sent(THERE, Kind.DEPUBLISH, 3);
        practice.directory.drop(THERE, InMemoryDirectory.LEFT);
        assertThat(request().state()).isInstanceOf(RequestState.Sent.class);
    }

    @Test
    void anAddressStillOnAnotherCarrierIsStillPublished() {
        practice.directory.lists(THERE, practice.doctor);
        practice.directory.lists(THERE, practice.directory.person("99700000021", "AUTRE", "Jean"));
        practice.sent(THERE, Kind.DEPUBLISH, 3);
        assertThat(tracking()).isInstanceOf(Tracking.StillPublished.class);
    }

    @Test
    void aCorrectionHasComeTrueOnlyWhenEveryWatchedRowIsGone() {
        practice.directory.lists(THERE, practice.doctor);
        var one = practice.directory.lists(THERE, practice.directory.person("99700000021", "AUTRE", "Jean"));
        var two = practice.directory.lists(THERE, practice.directory.person("99700000039", "TIERS", "Lise"));
        practice.corrected(THERE, 3, one, two);

        practice.directory.drop(one, LocalDate.of(2026, 11, 11));
        assertThat(request().state()).isInstanceOf(RequestState.Sent.class);

        practice.directory.drop(two, LocalDate.of(2026, 11, 12));
        assertThat(request().state()).isEqualTo(new RequestState.Observed(LocalDate.of(2026, 11, 12)));
    }

    @Test
    void aCorrectionAimsAtTheOthersFirst() {
        practice.directory.lists(THERE, practice.doctor);
        var other = practice.directory.lists(THERE, practice.directory.person("99700000021", "AUTRE", "Jean"));
        assertThat(aim()).containsExactly(other);
    }

    @Test
    void aCorrectionOfAMailboxThatIsNotMineAimsAtMyOwnRows() {
        var mine = practice.directory.lists(THERE, practice.doctor);
        practice.directory.lists(THERE, practice.directory.person("99700000021", "AUTRE", "Jean"));
        practice.says(THERE, Statement.Kind.NOT_MINE, null, Practice.NOON);
        assertThat(aim()).containsExactly(mine);
    }

    @Test
    void aCorrectionSparesTheRowOfThePlaceThatTheMailboxServes() {
        var hospital = practice.directory.structure("990000028", "Hôpital");
        var wrong = practice.directory.lists(THERE, practice.directory.situation(practice.doctor, hospital, null));
        var right = practice.directory.lists(THERE, practice.situation);
        assertThat(aim()).containsExactly(wrong, right);

        practice.says(THERE, Statement.Kind.SERVES, practice.situation.id(), Practice.NOON);
        assertThat(aim()).containsExactly(wrong);
    }

    private List<Listing> aim() {
        return Watching.aim(practice.box(THERE), practice.directory.listings(MailAddress.parse(THERE)), Kind.CORRECT);
    }

    @Test
    void afterAWeekItSaysForHowLong() {
        practice.directory.lists(THERE, practice.doctor);
        practice.sent(THERE, Kind.DEPUBLISH, 7);
        assertThat(tracking()).isEqualTo(new Tracking.StillPublishedAfter(7, InMemoryDirectory.NEWEST, true));
    }

    @Test
    void anOldFileNeverConcludes() {
        practice.directory.lists(THERE, practice.doctor);
        practice.sent(THERE, Kind.DEPUBLISH, 12);
        practice.directory.newest(LocalDate.of(2026, 11, 8));
        assertThat(tracking()).isEqualTo(new Tracking.StillPublishedAfter(12, LocalDate.of(2026, 11, 8), false));
        practice.directory.newest(LocalDate.of(2026, 11, 9));
        assertThat(tracking()).isEqualTo(new Tracking.StillPublishedAfter(12, LocalDate.of(2026, 11, 9), true));
    }

    @Test
    void withoutAnyFileTheDirectoryCannotTell() {
        var request = practice.sent(THERE, Kind.DEPUBLISH, 12);
        assertThat(Watching.tracking(
                        request, request.state(), new DirectoryAge(null, null), Practice.TODAY, Practice.settings()))
                .isInstanceOf(Tracking.NotWatchable.class);
    }

    /** From half past midnight on one day to noon of another: days, never hours, wherever people live and however clocks change. */
    @Property
    void daysAreCountedByTheCalendarOfThePlace(
            @ForAll @IntRange(min = 0, max = 730) int start, @ForAll @IntRange(min = 0, max = 60) int later) {
        for (var zone : new String[] {"Europe/Paris", "Indian/Reunion", "America/Martinique", "Pacific/Noumea"}) {
            var sentOn = LocalDate.of(2026, 1, 1).plusDays(start);
            var days = new PlaceDays(
                    ZoneId.of(zone),
                    sentOn.plusDays(later).atTime(0, 30).atZone(ZoneId.of(zone)).toInstant());
            var due = later >= 7;
            var tracking = Watching.tracking(
                    practice.sent(THERE, Kind.DEPUBLISH, 0),
                    new RequestState.Sent(sentOn),
                    new DirectoryAge(sentOn, sentOn),
                    days.today(),
                    Practice.settings());
            assertThat(tracking instanceof Tracking.StillPublishedAfter).isEqualTo(due);
            if (tracking instanceof Tracking.StillPublishedAfter(long told, var _, var _))
                assertThat(told).isEqualTo(later);
        }
    }

    @Test
    void bothClockChangesKeepTheDay() {
        var days = new PlaceDays(Practice.PARIS, Instant.EPOCH);
        assertThat(days.day(Instant.parse("2026-03-28T23:00:00Z"))).isEqualTo(LocalDate.of(2026, 3, 29));
        assertThat(days.day(Instant.parse("2026-03-29T21:59:59Z"))).isEqualTo(LocalDate.of(2026, 3, 29));
        assertThat(days.day(Instant.parse("2026-10-24T22:00:00Z"))).isEqualTo(LocalDate.of(2026, 10, 25));
        assertThat(days.day(Instant.parse("2026-10-25T22:59:59Z"))).isEqualTo(LocalDate.of(2026, 10, 25));
    }

    private RequestView request() {
        return practice.box(THERE).requests().getFirst();
    }

    private Tracking tracking() {
        return request().tracking();
    }
}
