package fr.balise.directory.courier;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import fr.balise.directory.Directory;
import fr.balise.directory.Listing;
import fr.balise.directory.fhir.FhirFixture;
import fr.balise.directory.fhir.OneKey;
import fr.balise.directory.fhir.ServedTest;
import fr.balise.kernel.MailAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The client of the write API against the only server of it that there is: Balise's own, as another installation. */
@NullUnmarked
@ServedTest
class FhirDirectoryModuleTests {
    private static final String NEW = "camille.o'neill@a.mssante.fr";

    @LocalServerPort
    int port;

    @Autowired
    FhirFixture fixture;

    @Autowired
    Directory directory;

    FhirDirectory national;

    @BeforeEach
    void invent() {
        fixture.invent();
        national = withKey(OneKey.PUBLISHER);
    }

    private FhirDirectory withKey(String key) {
        var settings = new PublisherSettings(
                PublisherSettings.Way.FHIR,
                URI.create("http://127.0.0.1:" + port + "/fhir"),
                key,
                null,
                Path.of("unused"),
                1000,
                20,
                Duration.ofSeconds(20),
                Duration.ofSeconds(1),
                Duration.ofMinutes(1),
                3,
                Duration.ofMinutes(1),
                Duration.ofHours(1));
        return new FhirDirectory(settings, FhirContext.forR4Cached(), InstantSource.system());
    }

    private Reply bring(Wish wish) {
        var replies = national.bring(List.of(wish));
        assertThat(replies).hasSize(1);
        return replies.getFirst();
    }

    private List<Listing> present(String address) {
        return directory.listings(MailAddress.parse(address)).stream()
                .filter(listing -> listing.presence().present())
                .toList();
    }

    @Test
    void aNewMailboxIsInsertedOnceHoweverOftenItIsBrought() {
        var wish = Wishes.with(Wishes.of(NEW, Wishes.CAMILLE, Wishes.PRACTICE, true), false, 1, null);
        assertThat(bring(wish)).isEqualTo(new Reply.Done(true));
        assertThat(present(NEW)).singleElement().satisfies(listing -> {
            assertThat(listing.rank()).isEqualTo(1);
            assertThat(listing.unlisted()).isFalse();
        });
        assertThat(bring(wish)).isEqualTo(new Reply.Done(false));
    }

    @Test
    void theRedListIsSetAndTakenBackAndSeenByItsPublisher() {
        var wish = Wishes.of("camille.leclerc@b.mssante.fr", Wishes.CAMILLE, Wishes.PRACTICE, true);
        assertThat(bring(wish)).isEqualTo(new Reply.Done(false));
        assertThat(bring(Wishes.with(wish, true, null, null))).isEqualTo(new Reply.Done(true));
        assertThat(present("camille.leclerc@b.mssante.fr")).allMatch(Listing::unlisted);
        assertThat(bring(Wishes.with(wish, true, null, null))).isEqualTo(new Reply.Done(false));
        assertThat(bring(wish)).isEqualTo(new Reply.Done(true));
        assertThat(present("camille.leclerc@b.mssante.fr")).noneMatch(Listing::unlisted);
    }

    @Test
    void anAddressWithAnApostropheIsFoundAgainAndTakenOut() {
        bring(Wishes.of(NEW, Wishes.CAMILLE, null, true));
        assertThat(present(NEW)).hasSize(1);
        assertThat(bring(Wishes.of(NEW.toUpperCase(java.util.Locale.ROOT), Wishes.CAMILLE, null, false)))
                .isEqualTo(new Reply.Done(true));
        assertThat(present(NEW)).isEmpty();
        assertThat(bring(Wishes.of(NEW, Wishes.CAMILLE, null, false))).isEqualTo(new Reply.Done(false));
    }

    @Test
    void fieldsOfAStructuresMailboxAreReplacedWhole() {
        var wish =
                Wishes.with(Wishes.of("cardiologie@ch.mssante.fr", null, Wishes.SITE, true), false, 2, "Rythmologie");
        assertThat(bring(wish)).isEqualTo(new Reply.Done(true));
        assertThat(present("cardiologie@ch.mssante.fr")).singleElement().satisfies(listing -> {
            assertThat(listing.rank()).isEqualTo(2);
            assertThat(listing.service()).isEqualTo("Rythmologie");
        });
    }

    @Test
    void whatCannotBeIsAValueWithItsReason() {
        var stranger = new Wish.Person("899700099999", null, "PERSONNE", null);
        assertThat(bring(Wishes.of(NEW, stranger, null, true))).isEqualTo(new Reply.Refused(Trouble.CARRIER_UNKNOWN));
        assertThat(bring(Wishes.of(NEW, stranger, null, false))).isEqualTo(new Reply.Done(false));
        assertThat(bring(Wishes.of("cardiologie@ch.mssante.fr", Wishes.CAMILLE, null, true)))
                .isEqualTo(new Reply.Refused(Trouble.REFUSED)); // that address is ORG, elsewhere
        assertThat(present(NEW)).isEmpty();
    }

    @Test
    void twoSituationsAtOneStructureAreToldApartByTheAddressOrByAPerson() {
        fixture.rows.situation(fixture.camille, fixture.practice, "10", "SM26");
        assertThat(bring(Wishes.of(NEW, Wishes.CAMILLE, Wishes.PRACTICE, true)))
                .isEqualTo(new Reply.Refused(Trouble.CARRIER_AMBIGUOUS));
        assertThat(bring(Wishes.with(
                        Wishes.of("camille.leclerc@b.mssante.fr", Wishes.CAMILLE, Wishes.PRACTICE, true),
                        false,
                        3,
                        null)))
                .isEqualTo(new Reply.Done(true));
    }

    @Test
    void aKeyThatMayNotIsToldFromAKeyThatIsUnknown() {
        national = withKey(OneKey.SECRET);
        assertThat(bring(Wishes.of(NEW, Wishes.CAMILLE, null, true))).isEqualTo(new Reply.Refused(Trouble.NOT_ALLOWED));
        national = withKey("nobody's");
        assertThat(bring(Wishes.of(NEW, Wishes.CAMILLE, null, true))).isEqualTo(new Reply.Refused(Trouble.KEY_REFUSED));
        assertThat(present(NEW)).isEmpty();
    }
}
