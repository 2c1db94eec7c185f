package fr.balise.directory.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fr.balise.directory.Carrier;
import fr.balise.directory.Directory;
import fr.balise.directory.DirectoryFigures;
import fr.balise.directory.Listing;
import fr.balise.directory.Publication;
import fr.balise.directory.Publication.Drift;
import fr.balise.directory.Publication.Visibility;
import fr.balise.directory.Publication.Wanted;
import fr.balise.directory.PublicationOutcome;
import fr.balise.directory.PublicationOutcome.Refused;
import fr.balise.directory.PublicationOutcome.Stated;
import fr.balise.directory.PublicationOutcome.Why;
import fr.balise.directory.search.Answers;
import fr.balise.directory.search.DirectorySearch;
import fr.balise.directory.search.Hit;
import fr.balise.directory.search.Rows;
import fr.balise.directory.search.SearchFixture;
import fr.balise.directory.search.SearchRequest;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.testing.FreshDatabase;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;

@NullUnmarked
@SpringBootTest(properties = "balise.directory.search.compare=1h")
@ContextConfiguration(initializers = FreshDatabase.class)
@Import(SearchFixture.class)
class PublicationModuleTests {
    private static final MailAddress OURS = MailAddress.parse("Marie.Lefevre@ours.mssante.fr");
    private static final MailAddress AT_CLINIC = MailAddress.parse("marie-helene.lefevre@a.mssante.fr");
    private static final MailAddress TEAM = MailAddress.parse("accueil@clinique.mssante.fr");

    @Autowired
    SearchFixture fixture;

    @Autowired
    Publication publication;

    @Autowired
    Directory directory;

    @Autowired
    DirectorySearch search;

    @Autowired
    DirectoryFigures figures;

    @Autowired
    JdbcClient jdbc;

    long person;
    long clinic;
    long atClinic;

    @BeforeEach
    void invent() {
        fixture.invent();
        person = fixture.lefevre();
        clinic = fixture.clinic();
        atClinic =
                number("select id from directory.situation where structure_id = ? and person_id = ?", clinic, person);
    }

    @Test
    void aStatementIsSearchableWithinASecondWithoutALookEveryFewSeconds() {
        assertThat(want(OURS, MailboxType.PER, new Carrier.OfPerson(person), Visibility.PUBLISHED, 1))
                .isInstanceOf(Stated.class);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(addresses(OURS.key())).contains(OURS.toString()));
    }

    @Test
    void anUnlistedStatementShowsToItsHolderAlone() throws Exception {
        long before = figures.now().mailboxes();
        want(OURS, MailboxType.PER, new Carrier.OfPerson(person), Visibility.UNLISTED, null);
        assertThat(directory.listingsOfPerson(person)).anySatisfy(listing -> {
            assertThat(listing.address()).isEqualTo(OURS);
            assertThat(listing.unlisted()).isTrue();
            assertThat(listing.origin()).isEqualTo(Listing.Origin.LOCAL);
        });
        assertThat(figures.now().mailboxes()).isEqualTo(before);
        fixture.look();
        assertThat(addresses(OURS.key())).isEmpty();
        assertThat(addresses("lefevre marie")).doesNotContain(OURS.toString());
    }

    @Test
    void whatThePublicNeverSawLeavesNoDateThatTellsOfIt() {
        want(OURS, MailboxType.PER, new Carrier.OfPerson(person), Visibility.UNLISTED, null);
        want(OURS, MailboxType.PER, new Carrier.OfPerson(person), Visibility.UNLISTED, 3);
        assertThat(number(
                        "select count(*) from directory.attachment a join directory.address d on d.id = a.address_id"
                                + " where d.key = ? and (a.updated_at > 'epoch' or d.updated_at > 'epoch')",
                        OURS.key()))
                .isZero();
        want(OURS, MailboxType.PER, new Carrier.OfPerson(person), Visibility.PUBLISHED, 3);
        assertThat(number(
                        "select count(*) from directory.attachment a join directory.address d on d.id = a.address_id"
                                + " where d.key = ? and a.updated_at > 'epoch' and d.updated_at > 'epoch'",
                        OURS.key()))
                .isOne();
    }

    @Test
    void ourWordStandsInPlaceOfTheNationalOne() {
        want(AT_CLINIC, MailboxType.PER, new Carrier.OfSituation(person, clinic, atClinic), Visibility.PUBLISHED, 1);
        fixture.look();
        assertThat(boxes("marie-helene.lefevre@a.mssante.fr")).anySatisfy(box -> {
            assertThat(box.address()).isEqualTo(AT_CLINIC.toString());
            assertThat(box.rank()).isEqualTo(1);
        });
        assertThat(directory.listings(AT_CLINIC))
                .singleElement()
                .satisfies(listing -> assertThat(listing.rank()).isEqualTo(1));
    }

    @Test
    void aWithdrawnAddressDisappearsAtOnceThoughTheFilesStillHaveIt() {
        publication.withdraw(TEAM, new Carrier.OfStructure(clinic), "account:1");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(addresses(TEAM.key())).isEmpty());
        assertThat(directory.listings(TEAM))
                .singleElement()
                .satisfies(listing -> assertThat(listing.presence().present()).isFalse());
        want(TEAM, MailboxType.ORG, new Carrier.OfStructure(clinic), Visibility.PUBLISHED, null);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(addresses(TEAM.key())).isNotEmpty());
    }

    @Test
    void anAddressThatOnlyWeStatedLeavesTheDirectoryWhenItIsWithdrawn() {
        want(OURS, MailboxType.PER, new Carrier.OfPerson(person), Visibility.PUBLISHED, null);
        publication.withdraw(OURS, new Carrier.OfPerson(person), "account:1");
        assertThat(directory.listings(OURS)).singleElement().satisfies(listing -> {
            assertThat(listing.presence().present()).isFalse();
            assertThat(listing.addressPresence().present()).isFalse();
        });
        want(OURS, MailboxType.PER, new Carrier.OfPerson(person), Visibility.PUBLISHED, null);
        assertThat(directory.listings(OURS).getFirst().addressPresence().present())
                .isTrue();
    }

    @Test
    void whatIsListedAgainIsListedSinceToday() {
        var onPerson = new Carrier.OfPerson(person);
        want(OURS, MailboxType.PER, onPerson, Visibility.PUBLISHED, null);
        longAgo(OURS);
        want(OURS, MailboxType.PER, onPerson, Visibility.PUBLISHED, 2);
        assertThat(listedSince(OURS)).as("a rank is no beginning").isEqualTo(LONG_AGO);
        publication.withdraw(OURS, onPerson, "account:1");
        assertThat(listedSince(OURS)).isEqualTo(LONG_AGO);
        want(OURS, MailboxType.PER, onPerson, Visibility.PUBLISHED, null);
        assertThat(listedSince(OURS)).isAfter(LONG_AGO);
    }

    @Test
    void whatLeavesTheRedListIsListedSinceToday() {
        var onPerson = new Carrier.OfPerson(person);
        want(OURS, MailboxType.PER, onPerson, Visibility.UNLISTED, null);
        longAgo(OURS);
        want(OURS, MailboxType.PER, onPerson, Visibility.UNLISTED, 1);
        assertThat(number("select count(*) from directory.attachment where listed_since > ?", LONG_AGO))
                .as("nothing tells when an unlisted mailbox was touched")
                .isZero();
        want(OURS, MailboxType.PER, onPerson, Visibility.PUBLISHED, 1);
        assertThat(listedSince(OURS)).isAfter(LONG_AGO);
    }

    @Test
    void ourWordInPlaceOfTheNationalOneIsNoBeginning() {
        longAgo(AT_CLINIC);
        want(AT_CLINIC, MailboxType.PER, new Carrier.OfSituation(person, clinic, atClinic), Visibility.PUBLISHED, 1);
        assertThat(directory.listings(AT_CLINIC))
                .singleElement()
                .extracting(Listing::origin)
                .isEqualTo(Listing.Origin.LOCAL);
        assertThat(listedSince(AT_CLINIC)).isEqualTo(LONG_AGO);
    }

    private static final LocalDate LONG_AGO = LocalDate.of(2020, 2, 3);

    private void longAgo(MailAddress address) {
        jdbc.sql("update directory.attachment set first_seen = ?, listed_since = null"
                        + " where address_id = (select id from directory.address where key = ?)")
                .params(LONG_AGO, address.key())
                .update();
    }

    private LocalDate listedSince(MailAddress address) {
        return directory.listings(address).getFirst().presence().firstSeen();
    }

    @Test
    void speakingAboutOneSituationDoesNotEmptyAnotherAtTheSamePlace() {
        long second = new Rows(jdbc).situation(person, clinic, "60", "SM54");
        want(AT_CLINIC, MailboxType.PER, new Carrier.OfSituation(person, clinic, second), Visibility.PUBLISHED, 1);
        assertThat(directory.listings(AT_CLINIC))
                .extracting(listing -> ((Carrier.OfSituation) listing.carrier()).situation())
                .containsExactlyInAnyOrder(atClinic, second);
        publication.withdraw(AT_CLINIC, new Carrier.OfSituation(person, clinic, null), "account:1");
        assertThat(directory.listings(AT_CLINIC))
                .hasSize(2)
                .noneMatch(listing -> listing.presence().present());
    }

    @Test
    void withoutASituationTheOnlyOneThereIsMeant() {
        want(OURS, MailboxType.PER, new Carrier.OfSituation(person, clinic, null), Visibility.PUBLISHED, null);
        assertThat(directory.listings(OURS).getFirst().carrier())
                .isEqualTo(new Carrier.OfSituation(person, clinic, atClinic));
    }

    @Test
    void sayingItAgainChangesNothing() {
        var first = (Stated) want(OURS, MailboxType.PER, new Carrier.OfPerson(person), Visibility.PUBLISHED, 1);
        long acts = acts();
        var again = want(OURS, MailboxType.PER, new Carrier.OfPerson(person), Visibility.PUBLISHED, 1);
        assertThat(again).isEqualTo(new Stated(first.statement(), false));
        assertThat(publication.withdraw(MailAddress.parse("nobody@a.mssante.fr"), new Carrier.OfPerson(person), "x"))
                .isEqualTo(new Stated(0, false));
        assertThat(acts()).isEqualTo(acts);
    }

    @Test
    void refusalsSayWhy() {
        var onPerson = new Carrier.OfPerson(person);
        refused(Why.UNKNOWN_CARRIER, want(OURS, MailboxType.PER, new Carrier.OfPerson(-1), Visibility.PUBLISHED, 1));
        refused(
                Why.UNKNOWN_CARRIER, // the situation is somebody else's
                want(OURS, MailboxType.PER, new Carrier.OfSituation(person, clinic, 99_999L), Visibility.PUBLISHED, 1));
        refused(Why.OTHER_TYPE, want(AT_CLINIC, MailboxType.CAB, onPerson, Visibility.PUBLISHED, 1));
        refused(Why.TYPE_NOT_FOR_CARRIER, want(OURS, MailboxType.ORG, onPerson, Visibility.PUBLISHED, 1));
        refused(
                Why.TYPE_NOT_FOR_CARRIER,
                want(OURS, MailboxType.PER, new Carrier.OfStructure(clinic), Visibility.PUBLISHED, 1));
        refused(Why.BAD_RANK, want(OURS, MailboxType.PER, onPerson, Visibility.PUBLISHED, 0));
        refused(
                Why.BAD_ADDRESS,
                want(MailAddress.parse("é@a.mssante.fr"), MailboxType.PER, onPerson, Visibility.PUBLISHED, 1));
        refused(Why.FIELD_NOT_FOR_TYPE, described(onPerson, MailboxType.PER, "Courriers"));
        refused(Why.BAD_TEXT, described(onPerson, MailboxType.CAB, "x".repeat(256)));
        refused(Why.BAD_TEXT, described(onPerson, MailboxType.CAB, "a\u0007b"));
        assertThat(number("select count(*) from directory.attachment where source = 'local'"))
                .isZero();
    }

    @Test
    void everyChangeIsAuditedWithoutNames() {
        publication.want(
                new Wanted(
                        TEAM,
                        MailboxType.ORG,
                        new Carrier.OfStructure(clinic),
                        Visibility.PUBLISHED,
                        1,
                        null,
                        null,
                        "Mme X"),
                "key:7");
        assertThat(jdbc.sql(
                                "select actor || ' ' || action || ' ' || target || ' ' || after from audit.entry order by id desc limit 1")
                        .query(String.class)
                        .single())
                .startsWith("key:7 directory.publish address:")
                .contains("PUBLISHED", "given")
                .doesNotContain("Mme X", "accueil");
    }

    @Test
    void theDifferenceToTheNewestFileIsTheDrift() {
        var onPerson = new Carrier.OfPerson(person);
        want(OURS, MailboxType.PER, onPerson, Visibility.PUBLISHED, 1);
        want(AT_CLINIC, MailboxType.PER, new Carrier.OfSituation(person, clinic, atClinic), Visibility.UNLISTED, 1);
        want(TEAM, MailboxType.ORG, new Carrier.OfStructure(clinic), Visibility.PUBLISHED, null);
        var drifts = publication.drifts(0, 10);
        assertThat(drifts)
                .extracting(s -> s.wanted().address().key(), Publication.State::drift)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(OURS.key(), Drift.MISSING),
                        org.assertj.core.groups.Tuple.tuple(AT_CLINIC.key(), Drift.STILL_LISTED));
        assertThat(publication.drifts(drifts.getFirst().statement(), 10)).hasSize(1);
        assertThat(publication.drifts(0, 1)).hasSize(1);
        var state = publication.state(OURS).getFirst();
        assertThat(state.observed().fileOf()).hasToString("2026-11-12");
        assertThat(state.observed().listed()).isFalse();
        assertThat(state.observed().awaited()).isTrue();
        assertThat(state.wanted().rank()).isEqualTo(1);
        publication.want(
                new Wanted(
                        TEAM,
                        MailboxType.ORG,
                        new Carrier.OfStructure(clinic),
                        Visibility.PUBLISHED,
                        null,
                        null,
                        "Accueil",
                        null),
                "x");
        assertThat(publication.state(TEAM).getFirst().drift()).isEqualTo(Drift.DIFFERENT);
        publication.withdraw(TEAM, new Carrier.OfStructure(clinic), "x");
        assertThat(publication.state(TEAM).getFirst().drift()).isEqualTo(Drift.STILL_LISTED);
        assertThat(publication.state(TEAM).getFirst().withdrawn()).isTrue();
    }

    private PublicationOutcome want(
            MailAddress address, MailboxType type, Carrier carrier, Visibility visibility, Integer rank) {
        return publication.want(new Wanted(address, type, carrier, visibility, rank, null, null, null), "account:1");
    }

    private PublicationOutcome described(Carrier carrier, MailboxType type, String description) {
        return publication.want(
                new Wanted(OURS, type, carrier, Visibility.PUBLISHED, null, description, null, null), "account:1");
    }

    private static void refused(Why why, PublicationOutcome outcome) {
        assertThat(outcome).isEqualTo(new Refused(why));
    }

    private List<String> addresses(String typed) {
        return boxes(typed).stream().map(Hit.Box::address).toList();
    }

    private List<Hit.Box> boxes(String typed) {
        return Answers.hits(search.search(SearchRequest.of(typed))).stream()
                .flatMap(hit -> hit.mailboxes().stream())
                .toList();
    }

    private long acts() {
        return number("select count(*) from audit.entry");
    }

    private long number(String sql, Object... values) {
        return jdbc.sql(sql).params(values).query(Long.class).single();
    }
}
