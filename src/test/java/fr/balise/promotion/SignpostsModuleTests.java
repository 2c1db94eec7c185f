package fr.balise.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.Declarations;
import fr.balise.mailbox.InMemoryDirectory;
import fr.balise.mailbox.MailboxModuleTest;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Scene;
import fr.balise.promotion.Choosing.Chosen;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What is printed stays right: the page behind a short link shows the choice, else what "which address?" answers there. */
@NullUnmarked
@MailboxModuleTest
class SignpostsModuleTests {
    private static int number;

    @Autowired
    Signposts signposts;

    @Autowired
    Links links;

    @Autowired
    Resolver resolver;

    @Autowired
    Choosing choosing;

    @Autowired
    Declarations declarations;

    @Autowired
    InMemoryDirectory directory;

    @Autowired
    Scene.Stage stage;

    Scene.Doctor doctor;
    String chosen;
    String code;
    Spot spot;

    @BeforeEach
    void printed() {
        doctor = stage.doctor();
        chosen = "imprimee" + number++ + "@cabinet.mssante.fr";
        stage.lists(chosen, doctor);
        spot = new Spot(doctor.person().id(), doctor.situation().id(), null);
        var place = String.valueOf(doctor.situation().id());
        assertThat(choosing.choose(doctor.self(), Map.of(place, doctor.box(chosen))))
                .isEqualTo(Outcome.done(new Chosen.Decided(1)));
        code = links.of(spot).orElseThrow().code();
    }

    private Signpost post() {
        return signposts.behind(code).orElseThrow();
    }

    @Test
    void theChoiceIsShown() {
        assertThat(post().address()).hasToString(chosen);
        assertThat(post().isChosen()).isTrue();
    }

    @Test
    void whereTheChoiceDropsOutTheAnswerForThatPlaceIsShownWithItsReason() {
        var other = "restante" + number++ + "@cabinet.mssante.fr";
        stage.lists(other, doctor);
        directory.drop(chosen, InMemoryDirectory.NEWEST);
        assertThat(post().address()).hasToString(other);
        assertThat(post().because()).isEqualTo(Because.ONLY_ONE);
        assertThat(((Resolution.Use)
                                resolver.resolve(Question.about(doctor.person().nationalId())))
                        .address())
                .isEqualTo(post().address());
        assertThat(signposts.at(spot)).as("nobody is told it as the choice").isEmpty();
    }

    @Test
    void noneThereIsFollowedByTheOneOfThePersonAlone() {
        directory.drop(chosen, InMemoryDirectory.NEWEST);
        assertThat(post().address()).hasToString(doctor.address());
        assertThat(post().because()).isEqualTo(Because.ONLY_FOR_PERSON);
    }

    @Test
    void whatIsNotPublicOrHangsOnAnotherPlaceIsNotShown() {
        var elsewhere = directory.situation(
                doctor.person(), directory.structure("98%07d".formatted(number++), "Ailleurs"), null);
        directory.lists("ailleurs" + number++ + "@autre.mssante.fr", elsewhere);
        directory.drop(doctor.address(), InMemoryDirectory.NEWEST);
        directory.hides("rouge" + number++ + "@autre.mssante.fr", doctor.person());
        stage.lists("dehors" + number++ + "@exemple.test", doctor);
        assertThat(post().address()).hasToString(chosen);
        directory.drop(chosen, InMemoryDirectory.NEWEST);
        assertThat(signposts.behind(code)).isEmpty();
    }

    @Test
    void whatItsHolderSaidIsSomebodyElsesIsNotAnsweredAnyMore() {
        directory.drop(chosen, InMemoryDirectory.NEWEST);
        assertThat(declarations.notMine(doctor.self(), doctor.box())).isInstanceOf(Outcome.Done.class);
        assertThat(signposts.behind(code)).isEmpty();
        var address = MailAddress.parse(doctor.address());
        assertThat(resolver.resolve(Question.about(address))).isEqualTo(new Resolution.None(Resolution.Why.NO_MAILBOX));
        declarations.mineAfterAll(doctor.self(), doctor.box());
        assertThat(post().address()).isEqualTo(address);
    }

    @Test
    void aLinkThatIsSwitchedOffOrOfAPlaceThatWasLeftShowsNothing() {
        signposts.turn(doctor.self(), String.valueOf(doctor.situation().id()), false);
        assertThat(signposts.behind(code)).isEmpty();
        signposts.turn(doctor.self(), String.valueOf(doctor.situation().id()), true);
        assertThat(signposts.behind(code)).isPresent();
        directory.leaves(doctor.situation(), InMemoryDirectory.NEWEST);
        assertThat(signposts.behind(code)).isEmpty();
    }
}
