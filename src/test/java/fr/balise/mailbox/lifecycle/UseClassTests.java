package fr.balise.mailbox.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.mailbox.UsedDays;
import java.time.Period;
import org.junit.jupiter.api.Test;

/** What staff may know of somebody's use of a mailbox, and what the inactivity policy concludes: never more than was recorded. */
class UseClassTests {
    private static final Period YEAR = Period.ofYears(1);

    private final UsedDays days = new UsedDays(399);

    private UseClass used() {
        return UseClass.of(days.activity());
    }

    private LastUse last() {
        return LastUse.of(days.activity(), YEAR);
    }

    @Test
    void classesChangeAtThirtyAndAtNinetyDays() {
        assertThat(days.usedDaysAgo(0)).returns(UseClass.UNDER_30_DAYS, d -> used());
        assertThat(days.usedDaysAgo(29)).returns(UseClass.UNDER_30_DAYS, d -> used());
        assertThat(days.usedDaysAgo(30)).returns(UseClass.FROM_30_TO_90_DAYS, d -> used());
        assertThat(days.usedDaysAgo(90)).returns(UseClass.FROM_30_TO_90_DAYS, d -> used());
        assertThat(days.usedDaysAgo(91)).returns(UseClass.OVER_90_DAYS, d -> used());
    }

    @Test
    void theLastLoginThatDovecotKeptCountsWhereNoDayDoes() {
        days.loginDaysAgo(10);
        assertThat(used()).isEqualTo(UseClass.UNDER_30_DAYS);
        assertThat(last()).isEqualTo(new LastUse.On(days.day(10)));
    }

    @Test
    void neverIsSaidOnlyOfAMailboxRecordedWithoutAGapSinceItsOpening() {
        assertThat(used()).isEqualTo(UseClass.NEVER);
        assertThat(last()).isEqualTo(new LastUse.NeverSince(days.day(399)));
        days.unknownDaysAgo(200);
        assertThat(used()).isEqualTo(UseClass.UNKNOWN);
    }

    @Test
    void whatIsOlderThanTheRecordsIsNotCalledNever() {
        days.openedDaysAgo(2_000);
        assertThat(used()).isEqualTo(UseClass.OVER_90_DAYS);
    }

    @Test
    void aGapInWhichItMayHaveBeenUsedMakesItUnknownUnlessTheClassIsTheSame() {
        days.usedDaysAgo(200);
        days.unknownDaysAgo(40);
        assertThat(used()).isEqualTo(UseClass.UNKNOWN);
        var sameClass = new UsedDays(399);
        sameClass.usedDaysAgo(200);
        sameClass.unknownDaysAgo(100);
        assertThat(UseClass.of(sameClass.activity())).isEqualTo(UseClass.OVER_90_DAYS);
    }

    @Test
    void aGapBeforeTheLastUseHidesNothing() {
        days.unknownDaysAgo(100);
        days.usedDaysAgo(50);
        assertThat(used()).isEqualTo(UseClass.FROM_30_TO_90_DAYS);
        assertThat(last()).isEqualTo(new LastUse.On(days.day(50)));
    }

    @Test
    void thePolicyKnowsNothingWhileAGapIsYoungerThanTheSilenceItAsksFor() {
        days.usedDaysAgo(390);
        days.unknownDaysAgo(300);
        assertThat(last()).isEqualTo(new LastUse.Unknown());
        assertThat(LastUse.of(days.activity(), Period.ofDays(300)))
                .as("silent since the gap at the latest")
                .isEqualTo(new LastUse.On(days.day(300)));
    }

    @Test
    void mailThatArrivesIsNoUse() {
        days.receivedDaysAgo(1);
        assertThat(used()).isEqualTo(UseClass.NEVER);
    }
}
