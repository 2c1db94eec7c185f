package fr.balise.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.mailbox.Box.Publication;
import fr.balise.mailbox.CensusView.Group;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountingTests {
    private static final String ALONE = "camille.essai@national.mssante.fr";
    private static final String HERE = "camille.essai@balise-essai.mssante.fr";

    private final Practice practice = new Practice();

    @Test
    void aMailboxOnTheRppsAloneIsAskedAbout() {
        practice.directory.lists(ALONE, practice.doctor);
        assertThat(practice.census().groups())
                .satisfiesExactly(
                        group -> assertThat(group).isInstanceOf(Group.OfSituation.class),
                        group -> assertThat(addresses(group)).containsExactly(ALONE));
        assertThat(practice.census().groups().get(1)).isInstanceOf(Group.ToAskAbout.class);
    }

    @Test
    void aSituationWithoutAMailboxIsShownAsSuch() {
        assertThat(practice.census().groups()).containsExactly(new Group.OfSituation(practice.situation, List.of()));
    }

    @Test
    void aSituationThatLeftIsShownAsLongAsSomethingHangsOnIt() {
        var hospital = practice.directory.structure("990000028", "Hôpital");
        var left = practice.directory.situation(practice.doctor, hospital, InMemoryDirectory.LEFT);
        assertThat(practice.census().situations()).containsExactly(practice.situation);

        practice.directory.lists("c.essai@hopital.mssante.fr", left);

        assertThat(practice.census().situations()).containsExactly(practice.situation, left);
    }

    @Test
    void whatThePersonSaysMovesAMailboxUnderItsSituation() {
        practice.directory.lists(ALONE, practice.doctor);
        practice.says(ALONE, Statement.Kind.SERVES, practice.situation.id(), Practice.NOON);

        assertThat(practice.census().groups())
                .singleElement()
                .satisfies(group -> assertThat(addresses(group)).containsExactly(ALONE));
        assertThat(practice.box(ALONE).purpose()).isNotNull();
    }

    @Test
    void aMailboxForAllPlacesHasItsOwnGroup() {
        practice.directory.lists(ALONE, practice.doctor);
        practice.says(ALONE, Statement.Kind.SERVES, null, Practice.NOON);

        assertThat(practice.census().groups().get(1)).isInstanceOf(Group.Everywhere.class);
    }

    @Test
    void theRowOfTheDirectoryBeatsWhatWasSaid() {
        var other =
                practice.directory.situation(practice.doctor, practice.directory.structure("990000028", "EHPAD"), null);
        practice.directory.lists(HERE, practice.situation);
        practice.says(HERE, Statement.Kind.SERVES, other.id(), Practice.NOON);

        assertThat(addresses(practice.census().groups().get(0))).containsExactly(HERE);
        assertThat(addresses(practice.census().groups().get(1))).isEmpty();
    }

    @Test
    void aMailboxByHandIsSeenAndGivesNoRightUntilItIsProven() {
        practice.says(ALONE, Statement.Kind.BY_HAND, null, Practice.NOON);
        assertThat(practice.box(ALONE))
                .returns(true, Box::byHand)
                .returns(false, Box::proven)
                .returns(new Publication.NeverListed(), Box::publication);

        practice.checked(ALONE, Practice.NOON, Practice.NOON.plusSeconds(60));

        assertThat(practice.box(ALONE).proven()).isTrue();
    }

    @Test
    void aMailboxByHandThatAFileListsForThePersonIsNoLongerByHand() {
        practice.says(ALONE, Statement.Kind.BY_HAND, null, Practice.NOON);
        practice.directory.lists(ALONE, practice.doctor);

        assertThat(practice.census().boxes()).hasSize(1);
        assertThat(practice.box(ALONE).byHand()).isFalse();
    }

    @Test
    void somebodysRedListIsNotToldToWhoeverTypesTheAddress() {
        var other = practice.directory.person("99700000021", "AUTRE", "Jean");
        practice.directory.hides(ALONE, other);
        practice.says(ALONE, Statement.Kind.BY_HAND, null, Practice.NOON);

        assertThat(practice.box(ALONE))
                .returns(new Publication.NeverListed(), Box::publication)
                .returns(0, Box::elsewhere);
    }

    @Test
    void theHolderSeesTheOwnRedList() {
        practice.directory.hides(ALONE, practice.doctor);
        assertThat(practice.box(ALONE).publication()).isEqualTo(new Publication.Unlisted());
    }

    @Test
    void whatTheFirstFileBroughtIsPublishedSinceAtLeastThen() {
        practice.directory.lists(ALONE, practice.doctor);
        assertThat(practice.box(ALONE).publication())
                .isEqualTo(new Publication.Published(InMemoryDirectory.FIRST, true));
    }

    @Test
    void whatLeftTellsSinceWhichFile() {
        practice.directory.listsNoMore(ALONE, practice.doctor, InMemoryDirectory.LEFT);
        assertThat(practice.box(ALONE).publication()).isEqualTo(new Publication.Disappeared(InMemoryDirectory.LEFT));
    }

    @Test
    void anAddressOnAnotherPersonIsCounted() {
        practice.directory.lists(HERE, MailboxType.CAB, practice.situation);
        practice.directory.lists(HERE, practice.directory.person("99700000021", "AUTRE", "Jean"));
        assertThat(practice.box(HERE).elsewhere()).isEqualTo(1);
    }

    @Test
    void whatIsNotMineIsHiddenAndComesBack() {
        practice.directory.lists(HERE, practice.situation);
        practice.says(HERE, Statement.Kind.NOT_MINE, null, Practice.NOON);
        assertThat(practice.census().boxes()).isEmpty();
        assertThat(practice.census().hidden()).hasSize(1);

        practice.says(HERE, Statement.Kind.MINE, null, Practice.NOON);
        assertThat(practice.census().boxes()).hasSize(1);
    }

    @Test
    void whoeverManagesAStructureSeesItsMailboxesButDoesNotCountThemAsOwn() {
        var hospital = practice.directory.structure("990000028", "Hôpital");
        practice.managed.put(hospital, List.of(practice.directory.lists("urgences@hopital.mssante.fr", hospital)));

        assertThat(practice.census().boxes()).hasSize(1);
        assertThat(practice.census().own()).isEmpty();
    }

    @Test
    void aMailboxOnTwoSituationsIsCountedOnce() {
        var other =
                practice.directory.situation(practice.doctor, practice.directory.structure("990000028", "EHPAD"), null);
        practice.directory.lists(HERE, practice.situation);
        practice.directory.lists(HERE, other);

        assertThat(practice.census().groups())
                .allSatisfy(group -> assertThat(addresses(group)).containsExactly(HERE));
        assertThat(practice.census().own()).hasSize(1);
    }

    @Test
    void theNextCheckIsSevenDaysAfterTheLastOneWhoeverAsked() {
        practice.directory.lists(HERE, practice.situation);
        assertThat(practice.box(HERE).nextCheck()).isEqualTo(Practice.TODAY);

        practice.turns.put(HERE, Instant.parse("2026-11-10T22:59:59Z")); // the last second of the day in Paris

        assertThat(practice.box(HERE).nextCheck()).isEqualTo(LocalDate.of(2026, 11, 17));
    }

    private static List<String> addresses(Group group) {
        return group.boxes().stream()
                .map(Box::address)
                .map(MailAddress::toString)
                .toList();
    }
}
