package fr.balise.mailstore;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.kernel.MailAddress;
import fr.balise.mailstore.Happenings.Happened;
import fr.balise.mailstore.MailActivity.Kind;
import fr.balise.testing.FreshDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.support.TransactionTemplate;

/** How long activity is kept, and what a pause of Balise leaves in the records. */
@NullUnmarked
@SpringBootTest
@ContextConfiguration(initializers = FreshDatabase.class)
class ActivityModuleTests {
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final MailAddress ADDRESS = MailAddress.parse("kept@balise-essai.mssante.fr");
    private static final AccountId ID = new AccountId(1);

    private static final class Clock implements InstantSource {
        private Instant now = Instant.parse("2026-11-26T10:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        void forward(Duration by) {
            now = now.plus(by);
        }
    }

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    MailDomains domains;

    @Autowired
    MailstoreSettings settings;

    private final Clock clock = new Clock();
    private ActivityStore activity;
    private Recording recording;

    @BeforeEach
    void aMailbox() {
        for (var table : List.of("activity", "unread", "recording", "missed", "account"))
            jdbc.sql("delete from mailstore." + table).update();
        domains.host(Set.of(ADDRESS.domain()));
        activity = new ActivityStore(jdbc, clock);
        recording = new Recording(jdbc, transaction, clock);
        new AccountStore(jdbc, settings, clock).open(ID, ADDRESS);
    }

    private Activity activity() {
        return activity.of(List.of(ADDRESS)).get(ADDRESS.key());
    }

    /** Beats each minute for so long. */
    private void runs(Duration time) {
        for (int minutes = 0; minutes < time.toMinutes(); minutes += 4) {
            recording.beat();
            clock.forward(Duration.ofMinutes(4));
        }
        recording.beat();
    }

    private List<LocalDate> unknown() {
        return activity().days().stream()
                .filter(Activity.Day::unknown)
                .map(Activity.Day::on)
                .toList();
    }

    @Test
    void fourHundredDaysAreKeptAndTheRestIsRemoved() {
        var today = LocalDate.ofInstant(clock.instant(), PARIS);
        for (int ago : new int[] {0, 1, 399, 400, 402, 500})
            activity.remember(ID, today.minusDays(ago), Map.of(Kind.IMAP, 1, Kind.RECEIVED, 2));
        assertThat(activity().days()).hasSize(400);
        assertThat(activity().days().getFirst().used()).isTrue();
        activity.forget();
        assertThat(jdbc.sql("select day from mailstore.activity order by day")
                        .query(LocalDate.class)
                        .list())
                .doesNotContain(today.minusDays(402), today.minusDays(500))
                .contains(today.minusDays(399), today);
    }

    @Test
    void theSweepAlsoForgetsWhenBaliseWasThere() {
        recording.beat();
        clock.forward(Duration.ofDays(403));
        recording.beat();
        activity.forget();
        assertThat(jdbc.sql("select count(*) from mailstore.recording")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aCrowdOfEventsIsCountedByMailboxAndKind() {
        var rows = new HappenedRows(jdbc, clock);
        var name = ADDRESS.key().toUpperCase(Locale.ROOT);
        rows.write(List.of(
                new Happened(name, Kind.RECEIVED, false),
                new Happened(ADDRESS.key(), Kind.RECEIVED, false),
                new Happened("nobody@elsewhere.test", Kind.READ, true)));
        assertThat(today()).isEqualTo(Map.of(Kind.RECEIVED, 2));
        assertThat(touched()).as("a delivery is no session").isEqualTo("touched");
        rows.write(List.of(
                new Happened(ADDRESS.key(), Kind.READ, true), new Happened(ADDRESS.key(), Kind.RECEIVED, false)));
        rows.write(List.of(new Happened(ADDRESS.key(), null, true)));
        assertThat(today()).isEqualTo(Map.of(Kind.RECEIVED, 3, Kind.READ, 1));
        assertThat(touched()).isEqualTo("touched in a session");
        assertThat(jdbc.sql("select count(*) from mailstore.activity")
                        .query(Long.class)
                        .single())
                .isOne();
    }

    private Map<Kind, Integer> today() {
        var today = LocalDate.ofInstant(clock.instant(), PARIS);
        return activity().days().stream()
                .filter(day -> day.on().equals(today))
                .findFirst()
                .orElseThrow()
                .counts();
    }

    private String touched() {
        return jdbc.sql("select 'touched' || case when session_at is null then '' else ' in a session' end"
                        + " from mailstore.unread where counted_at is null")
                .query(String.class)
                .single();
    }

    @Test
    void whileBaliseRunsNothingIsUnknown() {
        runs(Duration.ofHours(20));
        assertThat(unknown()).isEmpty();
        assertThat(jdbc.sql("select count(*) from mailstore.recording")
                        .query(Long.class)
                        .single())
                .as("one row for one run")
                .isEqualTo(1);
    }

    @Test
    void daysWithoutBaliseAreUnknownNeverUnused() {
        runs(Duration.ofHours(1));
        clock.forward(Duration.ofDays(2));
        runs(Duration.ofHours(1));
        assertThat(unknown())
                .containsExactly(LocalDate.of(2026, 11, 26), LocalDate.of(2026, 11, 27), LocalDate.of(2026, 11, 28));
        activity.note(ID, Kind.IMAP);
        assertThat(unknown()).doesNotContain(LocalDate.of(2026, 11, 28));
    }

    @Test
    void anEventThatCouldNotBeWrittenLeavesItsDayUnknown() {
        runs(Duration.ofHours(1));
        recording.missed();
        recording.missed();
        recording.beat();
        assertThat(unknown()).containsExactly(LocalDate.of(2026, 11, 26));
        activity.note(ID, Kind.READ);
        assertThat(unknown()).as("a use was seen all the same").isEmpty();
    }

    @Test
    void dayBordersAreThoseOfThePlace() {
        activity.zone(ID, ZoneId.of("Pacific/Noumea")); // eleven hours ahead
        clock.now = Instant.parse("2026-11-26T14:00:00Z");
        activity.note(ID, Kind.SENT);
        assertThat(activity().last(Kind.SENT)).contains(LocalDate.of(2026, 11, 27));
        activity.zone(ID, ZoneId.of("America/Martinique"));
        activity.note(ID, Kind.READ);
        assertThat(activity().last(Kind.READ)).contains(LocalDate.of(2026, 11, 26));
    }
}
