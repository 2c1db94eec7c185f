package fr.balise.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.directory.PostalAddress;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Days are those of the place where a mailbox is read, whatever its clocks do and wherever the server stands. */
class PracticeZoneTests {
    private static final String HERE = "camille.essai@balise-essai.mssante.fr";
    private static final String ALONE = "camille.essai@national.mssante.fr";

    /** Ten minutes to midnight in Paris; already tomorrow east of it, still afternoon or morning in America and Tahiti. */
    private static final Instant LATE = Instant.parse("2026-11-12T22:50:00Z");

    private final Practice practice = new Practice();

    @ParameterizedTest
    @CsvSource({
        "75,Europe/Paris", "2A,Europe/Paris", "971,America/Guadeloupe", "972,America/Martinique",
        "973,America/Cayenne", "974,Indian/Reunion", "975,America/Miquelon", "976,Indian/Mayotte",
        "977,America/Guadeloupe", "978,America/Guadeloupe", "986,Pacific/Wallis", "987,Pacific/Tahiti",
        "988,Pacific/Noumea"
    })
    void theDepartmentTellsTheZone(String department, ZoneId zone) {
        assertThat(PracticeZone.of(place(department, null))).contains(zone);
    }

    @ParameterizedTest
    @CsvSource({"97410,Indian/Reunion", "98800,Pacific/Noumea", "20000,Europe/Paris", "56000,Europe/Paris"})
    void withoutADepartmentThePostcodeTellsIt(String postcode, ZoneId zone) {
        assertThat(PracticeZone.of(place(null, postcode))).contains(zone);
    }

    @Test
    void aPlaceAbroadTellsNone() {
        assertThat(PracticeZone.of(place(null, null))).isEmpty();
        assertThat(PracticeZone.of(place(null, "1000"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"56,2026-11-12", "974,2026-11-13", "988,2026-11-13", "972,2026-11-12", "987,2026-11-12"})
    void aMailboxIsCountedByTheCalendarOfItsPlace(String department, LocalDate today) {
        practice.now = LATE;
        practice.directory.lists(HERE, at(department));
        practice.says(HERE, Statement.Kind.READ, null, LATE);

        var box = practice.box(HERE);
        assertThat(box.nextCheck()).isEqualTo(today);
        assertThat(box.evidence().date()).isEqualTo(today);
    }

    @Test
    void twoMailboxesOfOnePersonKeepTheirOwnDays() {
        practice.now = LATE;
        practice.directory.lists(HERE, practice.situation);
        practice.directory.lists(ALONE, at("988"));
        assertThat(practice.box(HERE).days().today()).isEqualTo(LocalDate.of(2026, 11, 12));
        assertThat(practice.box(ALONE).days().today()).isEqualTo(LocalDate.of(2026, 11, 13));
    }

    @Test
    void aMailboxWithoutAPlaceIsCountedWhereItIsSaidToServe() {
        practice.now = LATE;
        var island = at("974");
        practice.directory.lists(ALONE, practice.doctor);
        assertThat(practice.box(ALONE).days().zone())
                .as("places disagree: the installation's")
                .isEqualTo(Practice.PARIS);

        practice.says(ALONE, Statement.Kind.SERVES, island.id(), LATE);
        assertThat(practice.box(ALONE).purpose())
                .isNotNull()
                .extracting(Box.Purpose::on)
                .isEqualTo(LocalDate.of(2026, 11, 13));
    }

    @Test
    void aPersonOfOneIslandIsToldTheDaysOfThatIsland() {
        practice.now = LATE;
        practice.directory.leaves(practice.situation, InMemoryDirectory.LEFT);
        at("974");
        practice.directory.lists(ALONE, practice.doctor);
        assertThat(practice.census().today()).isEqualTo(LocalDate.of(2026, 11, 13));
        assertThat(practice.box(ALONE).days().today()).isEqualTo(LocalDate.of(2026, 11, 13));
    }

    /** Sent on the day before a change at a quarter to midnight, the seventh day after is seven midnights later. */
    @ParameterizedTest
    @CsvSource({
        "56,2026-03-28T22:45:00Z,2026-04-04", // Paris goes forward on 29 March
        "56,2026-10-24T21:45:00Z,2026-10-31", // and back on 25 October
        "975,2026-03-08T02:45:00Z,2026-03-14", // Miquelon goes forward on 8 March
        "975,2026-11-01T01:45:00Z,2026-11-07", // and back on 1 November
        "974,2026-03-28T19:45:00Z,2026-04-04" // La Réunion never does
    })
    void bothClockChangesKeepTheSevenDays(String department, Instant asked, LocalDate next) {
        practice.directory.lists(HERE, at(department));
        practice.turns.put(HERE, asked);
        practice.now = asked;
        assertThat(practice.box(HERE).nextCheck()).isEqualTo(next);

        var days = new PlaceDays(practice.box(HERE).days().zone(), Instant.EPOCH);
        practice.now = days.start(next).minusSeconds(1);
        assertThat(practice.box(HERE).nextCheck())
                .isAfter(practice.box(HERE).days().today());
        practice.now = days.start(next);
        assertThat(practice.box(HERE).nextCheck())
                .isEqualTo(practice.box(HERE).days().today());
    }

    private fr.balise.directory.Situation at(String department) {
        return practice.directory.situation(
                practice.doctor, practice.directory.structure("99" + department, "Cabinet", department), null);
    }

    private static PostalAddress place(@Nullable String department, @Nullable String postcode) {
        return new PostalAddress(null, null, postcode, null, department, null);
    }
}
