package fr.balise.hygiene;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ForecastTests {
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 30); // the day after a change of clocks
    private static final long MEGA = 1 << 20;

    private static TreeMap<LocalDate, Long> growing(int days, long first, long aDay) {
        var sizes = new TreeMap<LocalDate, Long>();
        for (int ago = days - 1; ago >= 0; ago--) sizes.put(TODAY.minusDays(ago), first + aDay * (days - 1 - ago));
        return sizes;
    }

    @Test
    void aSteadyGrowthReachesTheQuotaOnItsDay() {
        // 100 today after 30 days of one a day; 50 are left.
        var told = Forecast.of(growing(30, 71 * MEGA, MEGA), 150 * MEGA, TODAY);
        assertThat(told).isEqualTo(new Forecast.On(TODAY.plusDays(50), TODAY.plusDays(50), TODAY.plusDays(50)));
    }

    @Test
    void oneCleanUpDoesNotBendTheForecast() {
        var sizes = growing(60, 0, MEGA);
        sizes.replaceAll((day, size) -> day.isAfter(TODAY.minusDays(3)) ? size - 40 * MEGA : size);
        assertThat(Forecast.of(sizes, 80 * MEGA, TODAY))
                .isInstanceOfSatisfying(
                        Forecast.On.class,
                        on -> assertThat(on.likely()).isBetween(TODAY.plusDays(50), TODAY.plusDays(80)));
    }

    @Test
    void aWeekMustBeKnown() {
        assertThat(Forecast.of(growing(6, 0, MEGA), 100 * MEGA, TODAY)).isEqualTo(new Forecast.Unknown(6));
        assertThat(Forecast.of(new TreeMap<>(), 100 * MEGA, TODAY)).isEqualTo(new Forecast.Unknown(0));
    }

    @Test
    void whatDoesNotGrowIsNotFullSoonAndWhatIsFullIsFull() {
        assertThat(Forecast.of(growing(30, 10 * MEGA, 0), 100 * MEGA, TODAY)).isEqualTo(new Forecast.NotSoon());
        assertThat(Forecast.of(growing(30, 10 * MEGA, -1_000), 100 * MEGA, TODAY))
                .isEqualTo(new Forecast.NotSoon());
        assertThat(Forecast.of(growing(30, 100 * MEGA, 0), 100 * MEGA, TODAY)).isEqualTo(new Forecast.Full());
    }

    @Property(tries = 300)
    void theDaysStandInTheirOrderAndNeverBeforeToday(
            @ForAll @IntRange(min = 7, max = 120) int days,
            @ForAll @LongRange(max = 1_000_000_000) long first,
            @ForAll @LongRange(min = -1_000_000, max = 5_000_000) long aDay,
            @ForAll @LongRange(min = 1, max = 10_000_000_000L) long quota) {
        var sizes = growing(days, first, aDay);
        sizes.replaceAll((_, size) -> Math.max(0, size));
        if (Forecast.of(sizes, quota, TODAY) instanceof Forecast.On(var likely, var earliest, var latest)) {
            assertThat(earliest).isBeforeOrEqualTo(likely).isAfterOrEqualTo(TODAY);
            if (latest != null) assertThat(latest).isAfterOrEqualTo(likely);
        }
    }
}
