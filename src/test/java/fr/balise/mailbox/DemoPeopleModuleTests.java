package fr.balise.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.identity.Actor;
import fr.balise.identity.Subject;
import fr.balise.identity.Subject.Right;
import fr.balise.kernel.NationalPersonId;
import fr.balise.mailbox.Finding.Rule;
import fr.balise.mailbox.Outcome.Done;
import fr.balise.mailbox.RequestView.Tracking;
import fr.balise.testing.FreshDatabase;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/** The people of docs/demo.md as the census sees them, after the real importer loaded their files. */
@SpringBootTest
@ActiveProfiles("demo")
@ContextConfiguration(initializers = FreshDatabase.class)
class DemoPeopleModuleTests {
    @Autowired
    Census census;

    @Autowired
    Findings findings;

    @Autowired
    Requests requests;

    @Autowired
    Wording wording;

    @Autowired
    JdbcClient jdbc;

    @Test
    void theMainDoctorHasFiveMailboxesAndThreePointsInFourMinutes() {
        var home = done(findings.home(doctor("LEFÈVRE", "Camille")));

        assertThat(french(home.title())).isEqualTo("Vos 5 boîtes aux lettres sécurisées");
        assertThat(home.shown())
                .extracting(Finding::rule)
                .containsExactly(Rule.SITUATION_LEFT, Rule.NAMESAKE_NEARBY, Rule.PURPOSE_UNKNOWN);
        assertThat(french(home.sentence())).isEqualTo("3 points à traiter, environ 4 minutes");
        assertThat(home.awaiting()).as("prepared by the secretary").isEqualTo(1);
    }

    @Test
    void everyMailboxOfTheMainDoctorHasAnOperatorAndADate() {
        assertThat(done(census.of(doctor("LEFÈVRE", "Camille"))).own())
                .allSatisfy(box ->
                        assertThat(box.operator()).as("%s", box.address()).isNotNull())
                .allSatisfy(box -> assertThat(box.published()).isTrue());
    }

    @Test
    void oneDoctorIsInOrder() {
        var home = done(findings.home(doctor("D'HÉROUVILLE", "Jean-Baptiste")));
        assertThat(home.inOrder()).as("%s", home.shown()).isTrue();
        assertThat(home.boxes()).isEqualTo(1);
    }

    @Test
    void theColleagueWaitsForTwelveDays() {
        var request = done(requests.all(doctor("NGUYỄN", "Thi-Hà"))).getFirst();
        assertThat(request.tracking()).isInstanceOfSatisfying(Tracking.StillPublishedAfter.class, still -> {
            assertThat(still.days()).isEqualTo(12);
            assertThat(still.conclusive()).isTrue();
        });
    }

    @Test
    void theMidwifeHasNoMailbox() {
        assertThat(done(findings.home(doctor("N'DIAYE", "Aïssatou"))).shown())
                .extracting(Finding::rule)
                .containsExactly(Rule.NO_MAILBOX);
    }

    private Subject doctor(String family, String given) {
        var id = new NationalPersonId(jdbc.sql("select national_id from directory.person"
                        + " where family = :family and given = :given order by civility nulls last limit 1")
                .param("family", family)
                .param("given", given)
                .query((row, number) -> row.getString(1))
                .single());
        return new Subject(new Actor(9_000, given + " " + family, id, Set.of()), id, Set.of(Right.values()));
    }

    private String french(Words words) {
        return wording.of(words, Locale.FRANCE);
    }

    private static <T> T done(Outcome<T> outcome) {
        if (outcome instanceof Done<T>(var value)) return value;
        throw new AssertionError(outcome.toString());
    }
}
