package fr.balise.mailbox.web;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.mailbox.PlaceDays;
import fr.balise.mailbox.Practice;
import fr.balise.mailbox.UsedDays;
import fr.balise.mailbox.web.ActivityChart.Form;
import fr.balise.mailbox.web.ActivityChart.Week;
import fr.balise.mailstore.Activity.Waiting;
import fr.balise.mailstore.MailActivity.Kind;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** The small picture: what each day shows, and the figures for who does not see it. */
class ActivityChartTests {
    private static final PlaceDays HERE = new PlaceDays(ZoneId.of("Europe/Paris"), Practice.NOON);

    private static ActivityChart chart(UsedDays days) {
        return ActivityChart.of(days.activity(), HERE);
    }

    private static Form today(UsedDays days) {
        return chart(days).marks().getLast().form();
    }

    @Test
    void aDayShowsTheMostThatSomebodyDid() {
        assertThat(today(new UsedDays(200))).isEqualTo(Form.NOTHING);
        assertThat(today(new UsedDays(200).receivedDaysAgo(0))).isEqualTo(Form.RECEIVED);
        assertThat(today(new UsedDays(200).unknownDaysAgo(0).receivedDaysAgo(0)))
                .as("mail came, and whether anybody read it is not known")
                .isEqualTo(Form.UNKNOWN);
        assertThat(today(new UsedDays(200).receivedDaysAgo(0).counts(0, Kind.IMAP, 40)))
                .isEqualTo(Form.LOGIN);
        for (var kind : new Kind[] {Kind.READ, Kind.SENT, Kind.PORTAL})
            assertThat(today(new UsedDays(200).counts(0, Kind.IMAP, 40).counts(0, kind, 1)))
                    .isEqualTo(Form.ACTIVE);
    }

    @Test
    void thirteenWeeksBeginOnAMondayAndEndToday() {
        var chart = chart(new UsedDays(399)); // a Thursday
        assertThat(chart.from()).isEqualTo(LocalDate.of(2026, 8, 17));
        assertThat(chart.marks()).hasSize(12 * 7 + 4);
        assertThat(chart.marks().getFirst()).returns(0, ActivityChart.Mark::x).returns(0, ActivityChart.Mark::y);
        assertThat(chart.marks().getLast()).returns(120, ActivityChart.Mark::x).returns(30, ActivityChart.Mark::y);
    }

    @Test
    void aNewMailboxHasFewDaysAtTheRight() {
        var chart = chart(new UsedDays(1));
        assertThat(chart.marks()).hasSize(2).allMatch(mark -> mark.x() == 120);
    }

    @Test
    void theFiguresSayWhatThePictureShows() {
        var chart = chart(new UsedDays(300)
                .counts(2, Kind.READ, 3)
                .counts(5, Kind.SENT, 1)
                .counts(1, Kind.IMAP, 9)
                .counts(40, Kind.RECEIVED, 7)
                .counts(200, Kind.RECEIVED, 50)
                .unknownDaysAgo(30)
                .unread(3, Practice.NOON.minus(Duration.ofDays(40))));
        assertThat(chart)
                .returns(3, ActivityChart::usedDays)
                .returns(1, ActivityChart::unknownDays)
                .returns(7, ActivityChart::received)
                .returns(LocalDate.of(2026, 11, 11), ActivityChart::lastUse)
                .returns(LocalDate.of(2026, 11, 10), ActivityChart::lastRead)
                .returns(LocalDate.of(2026, 11, 7), ActivityChart::lastSent)
                .returns(3, ActivityChart::unread)
                .returns(LocalDate.of(2026, 10, 3), ActivityChart::oldestUnread);
    }

    @Test
    void eachWeekTellsWhatItsColumnShowsAndHowManyWereUnreadAtItsEnd() {
        var chart = chart(new UsedDays(20)
                .counts(2, Kind.READ, 3)
                .counts(9, Kind.IMAP, 1)
                .counts(9, Kind.RECEIVED, 4)
                .unknownDaysAgo(10)
                .waiting(0, 14, LocalDate.of(2026, 5, 3))
                .waiting(4, 0, null));
        assertThat(chart.weeks())
                .containsExactly(
                        new Week(LocalDate.of(2026, 10, 23), 0, 0, 0, null),
                        new Week(LocalDate.of(2026, 10, 26), 0, 0, 0, null),
                        new Week(LocalDate.of(2026, 11, 2), 1, 1, 4, new Waiting(0, null)),
                        new Week(LocalDate.of(2026, 11, 9), 1, 0, 0, new Waiting(14, LocalDate.of(2026, 5, 3))));
    }
}
