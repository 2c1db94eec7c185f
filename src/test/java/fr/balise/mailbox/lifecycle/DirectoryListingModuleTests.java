package fr.balise.mailbox.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fr.balise.directory.Carrier;
import fr.balise.directory.Directory;
import fr.balise.directory.Listing;
import fr.balise.directory.Publication;
import fr.balise.directory.Publication.Visibility;
import fr.balise.directory.Publication.Wanted;
import fr.balise.directory.PublicationOutcome.Stated;
import fr.balise.directory.search.Answers;
import fr.balise.directory.search.DirectorySearch;
import fr.balise.directory.search.SearchFixture;
import fr.balise.directory.search.SearchRequest;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.testing.FreshDatabase;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;

/** What the life of a hosted mailbox means for its listing: the real directory, nothing faked. */
@NullUnmarked
@SpringBootTest(properties = {"balise.directory.search.compare=1h", "balise.mailbox.own-domains=ours.mssante.fr"})
@ContextConfiguration(initializers = FreshDatabase.class)
@Import(SearchFixture.class)
class DirectoryListingModuleTests {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @Autowired
    SearchFixture fixture;

    @Autowired
    Openings openings;

    @Autowired
    Lifecycle lifecycle;

    @Autowired
    DirectoryListing listing;

    @Autowired
    Publication publication;

    @Autowired
    Directory directory;

    @Autowired
    DirectorySearch search;

    @Autowired
    JdbcClient jdbc;

    MailAddress address;
    MailboxId id;
    long person;

    @BeforeEach
    void open() {
        fixture.invent();
        address = MailAddress.parse("marie" + NUMBER.incrementAndGet() + "@ours.mssante.fr");
        person = fixture.lefevre();
        var opened = (Opening.Opened) openings.open(
                address,
                MailboxType.PER,
                new Owner.OfPerson(directory.person(person).orElseThrow().nationalId()),
                null,
                ZoneId.of("Europe/Paris"),
                By.SYSTEM);
        id = opened.mailbox().id();
    }

    private void state(Carrier carrier, Visibility visibility, int rank) {
        assertThat(publication.want(
                        new Wanted(address, MailboxType.PER, carrier, visibility, rank, null, null, null), "test"))
                .isInstanceOf(Stated.class);
    }

    private void apply(Command command) {
        assertThat(lifecycle.apply(id, command, By.SYSTEM)).isInstanceOf(Decision.Changed.class);
    }

    private List<Listing> present() {
        return directory.listings(address).stream()
                .filter(one -> one.presence().present())
                .toList();
    }

    private boolean found() {
        return Answers.hits(search.search(SearchRequest.of(address.key()))).stream()
                .flatMap(hit -> hit.mailboxes().stream())
                .anyMatch(box -> box.address().equals(address.toString()));
    }

    private static void soon(org.awaitility.core.ThrowingRunnable truth) {
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(truth);
    }

    @Test
    void aDepublishedMailboxIsOutOfOurDirectoryWithinTwoSecondsAndTheNationalOneIsAsked() {
        state(new Carrier.OfPerson(person), Visibility.PUBLISHED, 1);
        soon(() -> assertThat(found()).isTrue());
        apply(new Command.Depublish(null));
        soon(() -> {
            assertThat(present()).isEmpty();
            assertThat(found()).isFalse();
            assertThat(jdbc.sql("select state, wish from directory.errand")
                            .query()
                            .listOfRows())
                    .singleElement()
                    .satisfies(row ->
                            assertThat(row).containsEntry("state", "waiting").containsEntry("wish", 2L));
        });
    }

    @Test
    void publishingAgainReturnsToHowItWasListed() {
        state(new Carrier.OfPerson(person), Visibility.PUBLISHED, 2);
        apply(new Command.Depublish(null));
        soon(() -> assertThat(present()).isEmpty());
        apply(new Command.Republish());
        soon(() -> assertThat(present()).singleElement().satisfies(one -> {
            assertThat(one.rank()).isEqualTo(2);
            assertThat(one.unlisted()).isFalse();
        }));
        soon(() -> assertThat(remembered()).isZero());
    }

    @Test
    void aMailboxOfTheRedListIsNotPublishedByPublishingAgain() {
        state(new Carrier.OfPerson(person), Visibility.UNLISTED, 1);
        apply(new Command.Depublish(null));
        soon(() -> assertThat(present()).isEmpty());
        apply(new Command.Republish());
        soon(() -> assertThat(present()).singleElement().matches(Listing::unlisted));
        assertThat(found()).isFalse();
    }

    @Test
    void whatOnlyTheNationalFilesListIsOverruledAndStatedWhenItReturns() {
        fixture.rows().box(address.toString(), "PER", person, null, null);
        apply(new Command.Depublish(null));
        soon(() -> assertThat(present()).isEmpty());
        apply(new Command.Republish());
        soon(() -> assertThat(present()).singleElement().matches(one -> one.origin() == Listing.Origin.LOCAL));
    }

    @Test
    void everyCarrierIsRemembered() {
        state(new Carrier.OfPerson(person), Visibility.PUBLISHED, 2);
        state(new Carrier.OfSituation(person, fixture.clinic(), null), Visibility.PUBLISHED, 1);
        apply(new Command.Depublish(null));
        soon(() -> assertThat(present()).isEmpty());
        assertThat(remembered()).isEqualTo(2);
        listing.bringInLine(id); // told again, and again
        listing.bringInLine(id);
        assertThat(remembered()).isEqualTo(2);
        apply(new Command.Republish());
        soon(() -> assertThat(present()).hasSize(2));
    }

    @Test
    void takingADeletionBackDoesNotPublish() {
        state(new Carrier.OfPerson(person), Visibility.PUBLISHED, 1);
        apply(new Command.Depublish(null));
        soon(() -> assertThat(present()).isEmpty());
        toRetrievalOnly();
        apply(new Command.TakeBack());
        listing.bringInLine(id);
        assertThat(present()).isEmpty();
        assertThat(remembered()).isOne();
    }

    @Test
    void anErasedMailboxIsListedNowhereAndNothingIsRemembered() {
        state(new Carrier.OfPerson(person), Visibility.PUBLISHED, 1);
        apply(new Command.Depublish(null));
        soon(() -> assertThat(present()).isEmpty());
        toRetrievalOnly();
        assertThat(lifecycle.apply(id, new Command.Retrieve(Retrieval.How.SAID), By.SYSTEM))
                .isInstanceOf(Decision.Changed.class);
        jdbc.sql("update mailbox.hosted set earliest_on = current_date - 1, erase_on = current_date - 1 where id = ?")
                .param(id.value())
                .update();
        apply(new Command.Erase());
        listing.bringInLine(id);
        assertThat(present()).isEmpty();
        assertThat(remembered()).isZero();
    }

    /** Past the gates, which are tested elsewhere. */
    private void toRetrievalOnly() {
        jdbc.sql(
                        "update mailbox.hosted set state = 'retrieval-only', since = now(), requested_by = 'system', requested_by_name = '',"
                                + " earliest_on = current_date + 30, erase_on = current_date + 30, version = version + 1 where id = ?")
                .param(id.value())
                .update();
        listing.bringInLine(id);
    }

    private long remembered() {
        return jdbc.sql("select count(*) from mailbox.listing_before where hosted = ?")
                .param(id.value())
                .query(Long.class)
                .single();
    }
}
