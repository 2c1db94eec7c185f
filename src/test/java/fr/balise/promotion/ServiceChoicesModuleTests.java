package fr.balise.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.directory.Listing;
import fr.balise.directory.Publication;
import fr.balise.directory.PublicationOutcome;
import fr.balise.directory.Structure;
import fr.balise.identity.Actor;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.mailbox.InMemoryDirectory;
import fr.balise.mailbox.MailboxModuleTest;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Scene;
import fr.balise.mailbox.lifecycle.By;
import fr.balise.mailbox.lifecycle.Fullness;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.Openings;
import fr.balise.mailbox.lifecycle.Owner;
import java.lang.reflect.Proxy;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionTemplate;

/** What a structure prefers among its service mailboxes, and what the directory is told of it. */
@NullUnmarked
@MailboxModuleTest
class ServiceChoicesModuleTests {
    private static final Actor MANAGER = new Actor(70_001, "Loïc Essai", null, Set.of());
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
    Fullness fullness;

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

    @BeforeEach
    void twoMailboxes() {
        structure = directory.structure("96%07d".formatted(number++), "Clinique");
        desk = opened("accueil");
        ward = opened("service");
        choices = new ServiceChoices(
                directory,
                gathering,
                preferences,
                lifecycle,
                fullness,
                new Ranks(publication(), lifecycle),
                events,
                clock);
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

    private Outcome<ServiceChoices.Of> choose(DocumentKind document, MailAddress address) {
        return transaction.execute(_ ->
                choices.choose(MANAGER, Set.of(structure.nationalId()), structure.nationalId(), document, address));
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
        assertThat(choices.of(structure).general()).isNull();
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
        assertThat(choices.choose(MANAGER, Set.of(), structure.nationalId(), null, desk))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(choices.of(structure).general()).isNull();
    }
}
