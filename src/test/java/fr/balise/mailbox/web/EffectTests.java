package fr.balise.mailbox.web;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.mailbox.InMemoryDirectory;
import fr.balise.mailbox.Practice;
import fr.balise.mailbox.RequestState;
import fr.balise.mailbox.RequestView;
import fr.balise.mailbox.RequestView.Kind;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** What a request takes away is named before it is sent. */
class EffectTests {
    private static final String HERE = "camille.essai@balise-essai.mssante.fr";
    private static final String OTHER = "dr.essai@balise-essai.mssante.fr";
    private static final String HOSPITAL = "c.essai@hopital.mssante.fr";

    private final Practice practice = new Practice();

    @Test
    void depublishingTheLastMailboxOfASituationNamesThePlace() {
        practice.directory.lists(HERE, practice.situation);
        assertThat(effect(HERE, Kind.DEPUBLISH, new RequestState.ToSend()).places())
                .containsExactly("Cabinet de la Rabine, Vannes");
        assertThat(effect(HERE, Kind.DELETE, new RequestState.AwaitingApproval())
                        .named())
                .isTrue();
    }

    @Test
    void anotherPublishedMailboxThereTakesTheWarningAway() {
        practice.directory.lists(HERE, practice.situation);
        practice.directory.lists(OTHER, practice.situation);
        assertThat(effect(HERE, Kind.DEPUBLISH, new RequestState.ToSend()).named())
                .isFalse();
    }

    @Test
    void aMailboxSaidToServeEverywhereCountsAtEachPlace() {
        practice.directory.lists(HERE, practice.situation);
        practice.directory.lists(OTHER, practice.doctor);
        practice.servesEverywhere(OTHER);
        assertThat(effect(HERE, Kind.DEPUBLISH, new RequestState.ToSend()).named())
                .isFalse();
    }

    @Test
    void theLastMailboxForAllPlacesNamesEachOfThem() {
        practice.directory.situation(
                practice.doctor, practice.directory.structure("990000028", "Clinique du Port"), null);
        practice.directory.lists(OTHER, practice.doctor);
        practice.servesEverywhere(OTHER);
        assertThat(effect(OTHER, Kind.DEPUBLISH, new RequestState.ToSend()).places())
                .containsExactly("Cabinet de la Rabine, Vannes", "Clinique du Port, Vannes");
    }

    @Test
    void aSituationThatLeftLosesNothing() {
        var hospital = practice.directory.structure("990000028", "Hôpital");
        practice.directory.lists(
                HOSPITAL, practice.directory.situation(practice.doctor, hospital, InMemoryDirectory.LEFT));
        assertThat(effect(HOSPITAL, Kind.DEPUBLISH, new RequestState.ToSend()).named())
                .isFalse();
    }

    @Test
    void aCorrectionTakesNothingAway() {
        practice.directory.lists(HERE, practice.situation);
        assertThat(effect(HERE, Kind.CORRECT, new RequestState.ToSend()).named())
                .isFalse();
    }

    @Test
    void onceSentItIsTooLateToWarn() {
        practice.directory.lists(HERE, practice.situation);
        assertThat(effect(HERE, Kind.DEPUBLISH, new RequestState.Sent(LocalDate.of(2026, 11, 12)))
                        .named())
                .isFalse();
        assertThat(effect(HERE, Kind.DEPUBLISH, new RequestState.Refused(LocalDate.of(2026, 11, 12), "non"))
                        .named())
                .as("refused: it can be sent again")
                .isTrue();
    }

    private Effect effect(String address, Kind kind, RequestState state) {
        practice.sent(address, kind, 0);
        var view = practice.census();
        var sent = view.box(practice.id(address)).orElseThrow().requests().getFirst();
        return Effect.of(
                new RequestView(
                        sent.id(),
                        sent.box(),
                        sent.address(),
                        kind,
                        state,
                        sent.tracking(),
                        sent.preparedOn(),
                        sent.preparedBy(),
                        sent.letter(),
                        sent.possible()),
                view);
    }
}
