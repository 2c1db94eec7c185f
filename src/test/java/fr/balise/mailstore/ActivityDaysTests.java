package fr.balise.mailstore;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.mailstore.Activity.Day;
import fr.balise.mailstore.Activity.Waiting;
import fr.balise.mailstore.ActivityDays.Kept;
import fr.balise.mailstore.ActivityDays.Recorded;
import fr.balise.mailstore.ActivityDays.Records;
import fr.balise.mailstore.MailActivity.Kind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is not recorded is unknown; it is never called "not used". */
class ActivityDaysTests {
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final Instant OPENED = Instant.parse("2026-11-01T08:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-10T12:00:00Z");
    private static final Recorded ALWAYS = new Recorded(Instant.parse("2026-10-01T00:00:00Z"), NOW);

    private static List<Day> days(Records records, Map<LocalDate, Map<Kind, Integer>> counts) {
        return ActivityDays.of(kept(counts), records, OPENED, PARIS, NOW);
    }

    private static Kept kept(Map<LocalDate, Map<Kind, Integer>> counts) {
        return new Kept(counts, Set.of(), new TreeMap<>());
    }

    private static List<LocalDate> unknown(Records records) {
        return days(records, Map.of()).stream()
                .filter(Day::unknown)
                .map(Day::on)
                .toList();
    }

    private static LocalDate november(int day) {
        return LocalDate.of(2026, 11, day);
    }

    private static Instant at(String time) {
        return Instant.parse("2026-11-" + time + ":00Z");
    }

    @Test
    void fromTheDayOfOpeningToTodayWithoutAHole() {
        assertThat(days(new Records(List.of(ALWAYS), List.of()), Map.of()))
                .extracting(Day::on)
                .containsExactlyElementsOf(november(1).datesUntil(november(11)).toList());
    }

    @Test
    void withoutAGapNothingIsUnknown() {
        assertThat(unknown(new Records(List.of(ALWAYS), List.of()))).isEmpty();
    }

    @Test
    void aRestartIsNoGap() {
        var restart = List.of(new Recorded(OPENED, at("05T10:00")), new Recorded(at("05T10:14"), NOW));
        assertThat(unknown(new Records(restart, List.of()))).isEmpty();
    }

    @Test
    void daysTouchedByAGapAreUnknown() {
        var gap = List.of(new Recorded(OPENED, at("04T22:30")), new Recorded(at("06T10:00"), NOW)); // 23:30 in Paris
        assertThat(unknown(new Records(gap, List.of()))).containsExactly(november(4), november(5), november(6));
    }

    @Test
    void aGapUntilNowTouchesToday() {
        var stopped = List.of(new Recorded(OPENED, at("09T10:00")));
        assertThat(unknown(new Records(stopped, List.of()))).containsExactly(november(9), november(10));
    }

    @Test
    void beforeTheFirstRecordEverythingIsUnknown() {
        assertThat(unknown(new Records(List.of(), List.of()))).hasSize(10);
    }

    @Test
    void overlappingTimesOfSeveralCopiesOfBaliseAreOneTime() {
        var copies = List.of(
                new Recorded(OPENED, at("08T00:00")),
                new Recorded(at("03T00:00"), at("04T00:00")),
                new Recorded(at("07T23:00"), NOW));
        assertThat(unknown(new Records(copies, List.of()))).isEmpty();
    }

    @Test
    void aDayOnWhichSomethingWasLostIsUnknownUnlessAUseWasSeen() {
        var lost = new Records(List.of(ALWAYS), List.of(at("05T10:00"), at("06T10:00")));
        assertThat(days(lost, Map.of(november(6), Map.of(Kind.IMAP, 1), november(5), Map.of(Kind.RECEIVED, 3))))
                .filteredOn(Day::unknown)
                .extracting(Day::on)
                .containsExactly(november(5));
    }

    @Test
    void whatAnotherSystemRememberedBeginsEarlierButNotBeforeWhatIsKept() {
        var before =
                Map.of(LocalDate.of(2026, 6, 1), Map.of(Kind.IMAP, 2), LocalDate.of(2020, 1, 1), Map.of(Kind.IMAP, 1));
        assertThat(days(new Records(List.of(ALWAYS), List.of()), before)
                        .getFirst()
                        .on())
                .isEqualTo(LocalDate.of(2026, 6, 1));
    }

    @Test
    void fourHundredDaysAreShown() {
        var long_ago = ActivityDays.of(
                kept(Map.of()), new Records(List.of(), List.of()), Instant.parse("2020-01-01T00:00:00Z"), PARIS, NOW);
        assertThat(long_ago).hasSize(400);
    }

    @Test
    void theDayOnWhichClocksGoBackHasAllItsHours() {
        var gap = List.of(
                new Recorded(Instant.parse("2026-10-01T00:00:00Z"), Instant.parse("2026-10-25T22:40:00Z")),
                new Recorded(Instant.parse("2026-10-25T23:00:00Z"), NOW)); // 23:40 to 24:00 of a day of 25 hours
        var days = ActivityDays.of(
                kept(Map.of()), new Records(gap, List.of()), Instant.parse("2026-10-20T00:00:00Z"), PARIS, NOW);
        assertThat(days).filteredOn(Day::unknown).extracting(Day::on).containsExactly(LocalDate.of(2026, 10, 25));
    }

    @Test
    void aDayOnWhichSomethingHappenedThatNoEventToldOfIsUnknownUnlessAUseWasSeen() {
        var kept = new Kept(
                Map.of(november(5), Map.of(Kind.READ, 1), november(6), Map.of(Kind.RECEIVED, 2)),
                Set.of(november(5), november(6), november(7)),
                new TreeMap<>());
        assertThat(ActivityDays.of(kept, new Records(List.of(ALWAYS), List.of()), OPENED, PARIS, NOW))
                .filteredOn(Day::unknown)
                .extracting(Day::on)
                .containsExactly(november(6), november(7));
    }

    @Test
    void unreadMessagesStayAsCountedUntilTheyAreCountedAgainAndOfAGapNothingIsSaid() {
        var counted = new TreeMap<LocalDate, Waiting>();
        counted.put(LocalDate.of(2026, 10, 3), new Waiting(1, LocalDate.of(2026, 10, 2)));
        counted.put(november(4), new Waiting(3, november(2)));
        counted.put(november(8), new Waiting(0, null));
        var kept = new Kept(Map.of(), Set.of(november(6), november(8)), counted);

        var days = ActivityDays.of(kept, new Records(List.of(ALWAYS), List.of()), OPENED, PARIS, NOW);

        assertThat(days)
                .extracting(Day::waiting)
                .containsExactly(
                        new Waiting(1, LocalDate.of(2026, 10, 2)),
                        new Waiting(1, LocalDate.of(2026, 10, 2)),
                        new Waiting(1, LocalDate.of(2026, 10, 2)),
                        new Waiting(3, november(2)),
                        new Waiting(3, november(2)),
                        null,
                        new Waiting(3, november(2)),
                        new Waiting(0, null),
                        new Waiting(0, null),
                        new Waiting(0, null));
    }

    @Test
    void theNewestTimeInWhichNobodyCountedIsFound() {
        var twice = List.of(
                new Recorded(at("02T00:00"), at("04T00:00")),
                new Recorded(at("04T00:10"), at("05T00:00")),
                new Recorded(at("06T00:00"), NOW));
        assertThat(new Records(twice, List.of()).lastGap(NOW)).contains(at("06T00:00"));
        assertThat(new Records(twice, List.of(at("07T03:00"))).lastGap(NOW)).contains(at("07T03:00"));
        assertThat(new Records(twice, List.of()).lastGap(NOW.plusSeconds(3600))).contains(NOW.plusSeconds(3600));
        assertThat(new Records(List.of(ALWAYS), List.of()).lastGap(NOW)).contains(ALWAYS.since());
        assertThat(new Records(List.of(), List.of()).lastGap(NOW)).contains(NOW);
    }
}
