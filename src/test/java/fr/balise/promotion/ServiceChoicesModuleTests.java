package fr.balise.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.directory.Listing;
import fr.balise.directory.Publication;
import fr.balise.directory.PublicationOutcome;
import fr.balise.directory.Structure;
import fr.balise.identity.Actor;
import fr.balise.identity.Subject;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.mailbox.Census;
import fr.balise.mailbox.InMemoryDirectory;
import fr.balise.mailbox.MailboxModuleTest;
import fr.balise.mailbox.MailboxSettings;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Scene;
import fr.balise.mailbox.lifecycle.By;
import fr.balise.mailbox.lifecycle.Command;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.Openings;
import fr.balise.mailbox.lifecycle.Owner;
import fr.balise.promotion.Choosing.Chosen;
import java.lang.reflect.Proxy;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionTemplate;

/** What a structure prefers among its service mailboxes, and what the directory is told of it. */
@NullUnmarked
@MailboxModuleTest
class ServiceChoicesModuleTests {
    private static final Subject MANAGER =
            Subject.ofStaff(new Actor(70_001, "Loïc Essai", null, Set.of(Actor.Role.MANAGER)));
    private static int number;

    @Autowired
    InMemoryDirectory directory;

    @Autowired
    Gathering gathering;

    @Autowired
    ServicePreferences preferences;

    @Autowired
    Lifecycle lifecycle;

    @Autowired
    Openings openings;

    @Autowired
    Census census;

    @Autowired
    MailboxSettings settings;

    @Autowired
    ServiceLinks links;

    @Autowired
    Scene.Session session;

    @Autowired
    Scene.Clock clock;

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    TransactionTemplate transaction;

    Structure structure;
    MailAddress desk;
    MailAddress ward;
    ServiceChoices choices;
    int full;

    @BeforeEach
    void twoMailboxes() {
        structure = directory.structure("96%07d".formatted(number++), "Clinique");
        desk = opened("accueil");
        ward = opened("service");
        full = 12;
        session.manages(Set.of(structure.nationalId()));
        choices = new ServiceChoices(
                census,
                directory,
                new Candidates(
                        lifecycle,
                        mailbox -> mailbox.address().equals(ward) ? OptionalInt.of(full) : OptionalInt.empty(),
                        settings),
                gathering,
                preferences,
                links,
                new Ranks(publication(), lifecycle),
                events,
                clock);
    }

    @AfterEach
    void nobodyManages() {
        session.manages(Set.of());
    }

    private MailAddress opened(String name) {
        var address = MailAddress.parse(name + number++ + "@balise-essai.mssante.fr");
        directory.lists(address.toString(), structure);
        openings.open(
                address,
                MailboxType.ORG,
                new Owner.OfStructure(structure.nationalId()),
                null,
                ZoneId.of("Europe/Paris"),
                By.SYSTEM);
        return address;
    }

    /** The directory of the tests does at once what is stated. */
    private Publication publication() {
        return (Publication) Proxy.newProxyInstance(
                Publication.class.getClassLoader(), new Class<?>[] {Publication.class}, (_, method, given) -> {
                    if (!method.getName().equals("rank")) throw new UnsupportedOperationException(method.getName());
                    directory.ranks(((Listing) given[0]).address(), (Integer) given[1]);
                    return new PublicationOutcome.Stated(1, true);
                });
    }

    private Outcome<Chosen> choose(DocumentKind document, MailAddress address) {
        return transaction.execute(_ -> choices.choose(MANAGER, structure.nationalId(), document, address));
    }

    private ServiceChoices.Of seen() {
        var all = ((Outcome.Done<Map<String, ServiceChoices.Of>>) choices.of(MANAGER)).value();
        return all.get(structure.nationalId());
    }

    private Set<Doubt> doubts(MailAddress address) {
        return seen().box(address).orElseThrow().line().doubts();
    }

    /** By key; whatever has none is left out. */
    private Map<String, Integer> ranks() {
        return directory.listingsOfStructure(structure.id()).stream()
                .filter(row -> row.rank() != null)
                .collect(Collectors.toMap(row -> row.address().key(), Listing::rank));
    }

    @Test
    void thePreferredOneIsTheFirstInTheDirectoryAndOneThatIsTakenBackIsNot() {
        choose(null, desk);
        assertThat(ranks()).isEqualTo(Map.of(desk.key(), 1));
        choose(null, ward);
        assertThat(ranks()).isEqualTo(Map.of(ward.key(), 1));
        choose(null, null);
        assertThat(ranks()).isEmpty();
        assertThat(seen().general()).isNull();
    }

    @Test
    void anExceptionIsNoRank() {
        choose(DocumentKind.LABORATORY, desk);
        assertThat(ranks()).isEmpty();
        choose(null, ward);
        choose(DocumentKind.LABORATORY, null);
        assertThat(ranks()).isEqualTo(Map.of(ward.key(), 1));
    }

    @Test
    void whoeverDoesNotManageTheStructureChoosesNothing() {
        session.manages(Set.of());
        assertThat(choose(null, desk)).isInstanceOf(Outcome.Refused.class);
        session.manages(Set.of(structure.nationalId()));
        assertThat(seen().general()).isNull();
    }

    @Test
    void aMailboxIsCheckedAsThoseOfPeopleAre() {
        assertThat(doubts(ward)).containsExactly(Doubt.NOT_CONFIRMED);
        full = 90;
        assertThat(doubts(ward)).containsExactlyInAnyOrder(Doubt.NOT_CONFIRMED, Doubt.NEARLY_FULL);
        var hidden = directory.hides("rouge" + number++ + "@ailleurs.mssante.fr", structure);
        assertThat(doubts(hidden.address())).contains(Doubt.NOT_PUBLISHED).doesNotContain(Doubt.NOT_ATTACHED);
        directory.drop(ward.toString(), InMemoryDirectory.LEFT);
        assertThat(doubts(ward)).contains(Doubt.NOT_PUBLISHED, Doubt.NOT_ATTACHED);
        assertThat(seen().boxes().getFirst().address()).as("best first").isEqualTo(desk);
    }

    @Test
    void oneOutsideOfTheSpaceOfTrustOrOnItsWayOutCannotBeChosen() {
        var outside = directory
                .lists("accueil" + number++ + "@clinique.example", structure)
                .address();
        assertThat(doubts(outside)).contains(Doubt.OUTSIDE);
        choose(null, desk);
        assertThat(choose(null, outside)).isEqualTo(Outcome.done(new Chosen.NotPossible(structure.nationalId())));
        var closed = lifecycle.find(ward).orElseThrow();
        lifecycle.apply(closed.id(), new Command.Depublish(null), By.SYSTEM);
        assertThat(doubts(ward)).contains(Doubt.CLOSING);
        assertThat(choose(DocumentKind.LABORATORY, ward))
                .isEqualTo(Outcome.done(new Chosen.NotPossible(structure.nationalId())));
        assertThat(seen().general().address()).isEqualTo(desk);
        assertThat(seen().exceptions()).isEmpty();
    }

    @Test
    void oneThatIsNotPublishedCanBeChosenIsSaidNotToBeGivenAndIsNotAnswered() {
        var hidden = directory
                .hides("rouge" + number++ + "@ailleurs.mssante.fr", structure)
                .address();
        assertThat(choose(null, hidden)).isEqualTo(Outcome.done(new Chosen.Decided(1)));
        assertThat(seen().isGone()).isTrue();
        assertThat(seen().proposed()).isEqualTo(hidden);
        assertThat(ServiceRules.pick(
                        gathering.services(structure),
                        preferences.of(List.of(structure.id())).get(structure.id()),
                        null))
                .hasValueSatisfying(pick -> assertThat(pick.address()).isNotEqualTo(hidden));
        choose(null, desk);
        assertThat(seen().isGone()).isFalse();
    }

    @Test
    void whatColleaguesSeeBeforeAChoiceIsWhatTheySeeAfterItAndSayingItAgainChangesNothing() {
        assertThat(seen().after()).as("nothing is decided").isNull();
        assertThat(seen().seen().now()).containsExactly(desk, ward);
        var promised = seen().seen().with(seen().box(ward).orElseThrow().line().candidate());
        choose(null, ward);
        assertThat(seen().seen().now())
                .as("what a search shows then")
                .isEqualTo(promised)
                .containsExactly(ward, desk);
        assertThat(seen().after()).isEqualTo(new Seen.After(ward, promised, true, true));
        assertThat(seen().general().before()).containsExactly(desk, ward);
        choose(null, ward);
        assertThat(seen().general().before()).containsExactly(desk, ward);
        choose(null, desk);
        assertThat(seen().general().before()).containsExactly(ward, desk);
        choose(DocumentKind.LABORATORY, ward);
        assertThat(seen().exceptions().get(DocumentKind.LABORATORY).before()).isNull();
    }

    @Test
    void ofAChoiceThatColleaguesCannotFindNothingIsPromised() {
        var hidden = directory
                .hides("rouge" + number++ + "@ailleurs.mssante.fr", structure)
                .address();
        assertThat(seen().seen().with(seen().box(hidden).orElseThrow().line().candidate()))
                .containsExactly(desk, ward);
        choose(null, hidden);
        assertThat(seen().after()).isEqualTo(new Seen.After(hidden, List.of(desk, ward), false, false));
    }

    @Test
    void mailboxesOfAnotherStructureAndOfSoftwareAreNotAmongThem() {
        var other = directory.structure("96%07d".formatted(number++), "Autre");
        var foreign = directory
                .lists("autre" + number++ + "@ailleurs.mssante.fr", other)
                .address();
        assertThat(seen().boxes()).extracting(ServiceChoices.Box::address).containsExactlyInAnyOrder(desk, ward);
        assertThat(choose(null, foreign)).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void theLinkComesWithTheChoiceAndShowsWhatIsPublicNowOrNothing() {
        var signposts = new ServiceSignposts(links, choices, preferences, directory, gathering, events, clock);
        assertThat(links.of(structure.id())).isEmpty();
        choose(null, desk);
        choose(DocumentKind.LABORATORY, ward);
        var code = links.of(structure.id()).orElseThrow().code();
        assertThat(signposts.behind(code)).hasValueSatisfying(there -> {
            assertThat(there.address()).isEqualTo(desk);
            assertThat(there.isChosen()).isTrue();
            assertThat(there.exceptions()).isEqualTo(Map.of(DocumentKind.LABORATORY, ward));
        });
        choose(null, ward);
        assertThat(links.of(structure.id()).orElseThrow().code())
                .as("printed once")
                .isEqualTo(code);
        assertThat(signposts.behind(code)).hasValueSatisfying(there -> {
            assertThat(there.address()).isEqualTo(ward);
            assertThat(there.exceptions()).isEmpty();
        });
        directory.drop(ward.toString(), InMemoryDirectory.LEFT);
        assertThat(signposts.behind(code)).hasValueSatisfying(there -> {
            assertThat(there.address()).isEqualTo(desk);
            assertThat(there.because()).isEqualTo(Because.ONLY_ONE);
        });
        directory.drop(desk.toString(), InMemoryDirectory.LEFT);
        assertThat(signposts.behind(code)).isEmpty();
    }

    @Test
    void whoeverDoesNotManageTheStructureDoesNotSwitchItsLink() {
        var signposts = new ServiceSignposts(links, choices, preferences, directory, gathering, events, clock);
        choose(null, desk);
        var code = links.of(structure.id()).orElseThrow().code();
        session.manages(Set.of());
        assertThat(signposts.turn(MANAGER, structure.id(), false)).isInstanceOf(Outcome.Refused.class);
        assertThat(signposts.behind(code)).isPresent();
        session.manages(Set.of(structure.nationalId()));
        transaction.execute(_ -> signposts.turn(MANAGER, structure.id(), false));
        assertThat(signposts.behind(code)).isEmpty();
    }
}
