package fr.balise.directory.load;

import static fr.balise.directory.load.Given.accepted;
import static fr.balise.directory.load.Given.load;
import static fr.balise.directory.load.Given.mailboxes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fr.balise.directory.Carrier;
import fr.balise.directory.Directory;
import fr.balise.directory.DriftSeen;
import fr.balise.directory.Loads;
import fr.balise.directory.Publication;
import fr.balise.directory.Publication.Drift;
import fr.balise.directory.Publication.Visibility;
import fr.balise.directory.Publication.Wanted;
import fr.balise.directory.PublicationOutcome.Stated;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.kernel.NationalPersonId;
import fr.balise.testing.FreshDatabase;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

/** What Balise states, beside loads. */
@NullUnmarked
@SpringBootTest(properties = "balise.directory.search.compare=1h")
@ContextConfiguration(initializers = FreshDatabase.class)
@RecordApplicationEvents
class LocalRowsModuleTests {
    @Autowired
    Loads loads;

    @Autowired
    Publication publication;

    @Autowired
    Directory directory;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ApplicationEvents events;

    @BeforeEach
    void empty() {
        Given.empty(jdbc);
        load(loads, mailboxes(1, 0, 30, "Ana"));
    }

    @Test
    void aLoadTouchesNationalRowsAlone() {
        want(address(3), person(3), Visibility.PUBLISHED);
        want(address(4), person(4), Visibility.UNLISTED);
        publication.withdraw(address(5), person(5), "account:1");
        var before = locals();
        assertThat(accepted(loads, mailboxes(2, 10, 35, "Ana")).applied()).isTrue();
        assertThat(locals()).isEqualTo(before).hasSize(3);
        assertThat(directory.listings(address(3)).getFirst().addressPresence().present())
                .as("left the files, but we state it")
                .isTrue();
        assertThat(publication.state(address(3)).getFirst().drift()).isEqualTo(Drift.MISSING);
        assertThat(publication.state(address(4)).getFirst().drift()).isNull();
        assertThat(publication.state(address(5)).getFirst().drift()).isNull();
        assertThat(accepted(loads, mailboxes(3, 0, 35, "Ana")).applied()).isTrue();
        assertThat(locals()).isEqualTo(before);
        assertThat(publication.drifts(0, 10))
                .extracting(Publication.State::drift)
                .containsExactly(Drift.STILL_LISTED, Drift.STILL_LISTED);
    }

    @Test
    void aLoadTellsHowManyStatementsItDoesNotFollow() {
        publication.withdraw(address(5), person(5), "account:1");
        var report = load(loads, mailboxes(2, 0, 31, "Ana"));
        await().untilAsserted(() -> assertThat(events.stream(DriftSeen.class)).anySatisfy(seen -> {
            assertThat(seen.load()).isEqualTo(report.load());
            assertThat(seen.drifts()).isOne();
        }));
    }

    @Test
    void anAddressThatWeBeginToStateWhileItsFileIsReadIsNotBroughtTwice() {
        var onPerson = person(0);
        var report = loads.load(List.of(mailboxes(2, 0, 31, "Ana")), "account:1", progress -> {
            if (progress.step().equals("compare") && progress.percent() == 100)
                CompletableFuture.runAsync(() -> want(address(30), onPerson, Visibility.PUBLISHED))
                        .join();
        });
        assertThat(report.applied()).as(report.reason()).isTrue();
        assertThat(directory.listings(address(30)))
                .extracting(listing -> listing.origin().name())
                .containsExactlyInAnyOrder("LOCAL", "NATIONAL");
    }

    private void want(MailAddress address, Carrier carrier, Visibility visibility) {
        var wanted = new Wanted(address, MailboxType.PER, carrier, visibility, 1, null, null, null);
        assertThat(publication.want(wanted, "account:1")).isInstanceOf(Stated.class);
    }

    private Carrier person(int number) {
        var id = new NationalPersonId("8" + NationalSample.rpps(number));
        return new Carrier.OfPerson(directory.person(id).orElseThrow().id());
    }

    private static MailAddress address(int number) {
        return MailAddress.parse("p" + number + "@essai.mssante.fr");
    }

    private List<String> locals() {
        return jdbc.sql("select a::text from directory.attachment a where source = 'local' order by id")
                .query(String.class)
                .list();
    }
}
