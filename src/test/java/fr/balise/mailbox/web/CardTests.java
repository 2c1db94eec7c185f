package fr.balise.mailbox.web;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.mailbox.Practice;
import fr.balise.mailbox.RequestView.Kind;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** What a card offers, and how the picture marks the same mailbox. */
class CardTests {
    private static final String HERE = "camille.essai@balise-essai.mssante.fr";
    private static final String ALONE = "camille.essai@national.mssante.fr";

    private final Practice practice = new Practice();

    @Test
    void aMailboxOnTheRppsAloneIsAskedWhatItIsFor() {
        practice.directory.lists(ALONE, practice.doctor);
        assertThat(card(ALONE))
                .returns(true, Card::asked)
                .returns(true, Card::onPersonAlone)
                .returns(true, Card::servesByWord);
        assertThat(marks()).containsExactly(Picture.Mark.NONE, Picture.Mark.ASKED);

        practice.servesEverywhere(ALONE);
        assertThat(card(ALONE)).returns(false, Card::asked).returns(null, Card::purpose);
        assertThat(marks()).containsExactly(Picture.Mark.NONE, Picture.Mark.SAID);
    }

    @Test
    void aMailboxOfASituationNamesItsPlaceAndIsNotAskedAbout() {
        practice.directory.lists(HERE, practice.situation);
        assertThat(card(HERE)).returns(false, Card::asked).returns(false, Card::servesByWord);
        assertThat(card(HERE).attachedTo()).containsExactly("Cabinet de la Rabine, Vannes");
        assertThat(marks()).containsExactly(Picture.Mark.ATTACHED);
    }

    @Test
    void aMailboxOfSeveralSituationsIsAskedAboutUntilItIsSaidWhereItServes() {
        practice.directory.lists(HERE, practice.situation);
        practice.directory.lists(
                HERE,
                practice.directory.situation(
                        practice.doctor, practice.directory.structure("990000028", "EHPAD"), null));
        assertThat(card(HERE)).returns(true, Card::toAsk).returns(true, Card::servesByWord);
        practice.servesEverywhere(HERE);
        assertThat(card(HERE)).returns(false, Card::toAsk).returns(true, Card::servesByWord);
    }

    @Test
    void askedAgainTheSameMailboxCountedTwiceIsStillTheSame() {
        practice.directory.lists(ALONE, practice.doctor);
        var view = practice.census();
        practice.now = practice.now.plusSeconds(1);
        assertThat(Card.of(practice.box(ALONE), view, practice.subject()).asked())
                .isTrue();
    }

    @Test
    void aRequestUnderWayIsNotOfferedTwice() {
        practice.directory.lists(HERE, practice.situation);
        assertThat(card(HERE).requestable()).containsExactly(Kind.values());
        practice.sent(HERE, Kind.DEPUBLISH, 1);
        assertThat(card(HERE).requestable()).containsExactly(Kind.DELETE, Kind.CORRECT);
        assertThat(card(HERE).underWay()).isNotNull();
    }

    @Test
    void ofAMailboxThatLeftTheDirectoryTheDeletionCanStillBeAskedFor() {
        assertThat(card(left(ALONE)).requestable()).containsExactly(Kind.DELETE);
    }

    private String left(String address) {
        practice.directory.lists(address, practice.situation);
        practice.directory.drop(address, LocalDate.of(2026, 11, 12));
        return address;
    }

    @Test
    void byHandNothingCanBeAskedForUntilItIsProven() {
        practice.addedByHand(ALONE);
        assertThat(card(ALONE).requestable()).isEmpty();
        assertThat(card(ALONE).mayCheck()).isTrue();
    }

    @Test
    void theLightIsLitByProofAlone() {
        practice.directory.lists(HERE, practice.situation);
        assertThat(card(HERE)).returns(false, Card::lit).returns("info", Card::tone);
        practice.isNotRead(HERE);
        assertThat(card(HERE)).returns(false, Card::lit).returns("warn", Card::tone);
        practice.now = practice.now.plusSeconds(60);
        practice.confirmed(HERE);
        assertThat(card(HERE)).returns(true, Card::lit).returns("ok", Card::tone);
    }

    private Card card(String address) {
        return Card.of(practice.box(address), practice.census(), practice.subject());
    }

    private java.util.List<Picture.Mark> marks() {
        return Picture.of(practice.census(), practice.subject()).rows().stream()
                .flatMap(row -> row.marks().stream())
                .toList();
    }
}
