package fr.balise.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import fr.balise.identity.Actor;
import fr.balise.identity.Subject;
import fr.balise.identity.Subject.Right;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.NationalPersonId;
import fr.balise.mailbox.Finding.Rule;
import fr.balise.mailbox.Outcome.Done;
import fr.balise.mailbox.RequestView.Tracking;
import fr.balise.testing.FreshDatabase;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.MockMvc;

/** The people of docs/demo.md as the census sees them, after the real importer loaded their files. */
@SpringBootTest
@AutoConfigureMockMvc
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
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
    MockMvc http;

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

    /** Last, since it moves the clock. The second journey, with the real importer, listener and clock. */
    @Test
    @Order(Integer.MAX_VALUE)
    void whatTheMainDoctorAskedForIsSeenInTheNextFile() throws Exception {
        var me = doctor("LEFÈVRE", "Camille");
        var box = BoxId.of(me.person(), MailAddress.parse("c.lefevre@ch-estuaire-demo.mssante.fr"));
        assertThat(french(done(findings.home(me)).shown().getFirst().title()))
                .startsWith("Votre activité au ")
                .contains(" n’apparaît plus dans l’annuaire depuis le ");

        var request = done(requests.prepare(me, box, RequestView.Kind.DEPUBLISH));
        var sent = done(requests.markSent(me, request.id()));
        assertThat(french(sent.tracking().words())).startsWith("Encore publiée dans l’annuaire du ");
        http.perform(post("/demo/clock").param("days", "15")).andExpect(status().isSeeOther());
        assertThat(french(tracking(me, request).words())).startsWith("Toujours publiée après 15 jours");
        done(requests.remind(me, request.id()));
        http.perform(post("/demo/file").with(csrf())).andExpect(status().isSeeOther());

        assertThat(french(tracking(me, request).words())).startsWith("N’est plus publiée (constaté le ");
        waitUntilKept(request);
        assertThat(done(findings.all(me)))
                .extracting(Finding::rule)
                .doesNotContain(Rule.SITUATION_LEFT, Rule.STILL_PUBLISHED_AFTER_REQUEST, Rule.LEFT_DIRECTORY);
    }

    private Tracking tracking(Subject me, RequestView request) {
        return done(requests.get(me, request.id())).tracking();
    }

    private void waitUntilKept(RequestView request) {
        var end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!"observed"
                .equals(jdbc.sql("select state from mailbox.request where id = :id")
                        .param("id", request.id())
                        .query((row, number) -> row.getString(1))
                        .single())) {
            if (System.nanoTime() > end) throw new AssertionError("the listener did not write it within 30 s");
            Thread.onSpinWait();
        }
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
