package fr.balise.promotion.kit;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.identity.Subject;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.mailbox.Declarations;
import fr.balise.mailbox.MailboxModuleTest;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Scene;
import fr.balise.mailbox.lifecycle.By;
import fr.balise.mailbox.lifecycle.Command;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.Opening;
import fr.balise.mailbox.lifecycle.Openings;
import fr.balise.mailbox.lifecycle.Owner;
import fr.balise.mailbox.lifecycle.Signature;
import fr.balise.promotion.Choosing;
import fr.balise.promotion.Signposts;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Under whose messages the server puts which signature, who decides it, and that nothing is said that is not public now. */
@NullUnmarked
@MailboxModuleTest
class SigningModuleTests {
    private static int number;

    @Autowired
    Signing signing;

    @Autowired
    Kits kits;

    @Autowired
    Choosing choosing;

    @Autowired
    Signposts signposts;

    @Autowired
    Declarations declarations;

    @Autowired
    Openings openings;

    @Autowired
    Lifecycle lifecycle;

    @Autowired
    Scene.Stage stage;

    @Autowired
    Scene.Acts acts;

    Scene.Doctor doctor;
    Hosted preferred;
    Hosted other;
    String place;

    @BeforeEach
    void chosen() {
        doctor = stage.doctor();
        preferred = opened(doctor);
        other = opened(doctor);
        place = String.valueOf(doctor.situation().id());
        choose(preferred);
    }

    private void choose(Hosted mailbox) {
        assertThat(choosing.choose(
                        doctor.self(),
                        Map.of(place, doctor.box(mailbox.address().toString()))))
                .isInstanceOf(Outcome.Done.class);
    }

    private Hosted opened(Scene.Doctor whose) {
        var address = MailAddress.parse("signe" + number++ + "@balise-essai.mssante.fr");
        stage.lists(address.toString(), whose);
        var opening = openings.open(
                address,
                MailboxType.PER,
                new Owner.OfPerson(whose.person().nationalId()),
                null,
                ZoneId.of("Europe/Paris"),
                By.SYSTEM);
        return ((Opening.Opened) opening).mailbox();
    }

    private boolean turn(Subject subject, Hosted mailbox, boolean on) {
        return signing.turn(subject, place, mailbox.id().value(), on, Locale.FRENCH) instanceof Outcome.Done<Boolean>;
    }

    private Optional<Signature> under(Hosted mailbox) {
        return signing.under(mailbox.address());
    }

    private List<Signing.Line> lines() {
        return ((Outcome.Done<Signing.View>) signing.of(doctor.self(), place, Locale.FRENCH))
                .value()
                .mailboxes();
    }

    @Test
    void offUntilItsHolderSwitchesItOnForOneMailbox() {
        assertThat(under(preferred)).isEmpty();
        assertThat(lines()).hasSize(2).allMatch(one -> one.since() == null && !one.elsewhere());
        assertThat(turn(doctor.self(), other, true)).isTrue();
        assertThat(under(preferred)).isEmpty();
        assertThat(under(other).orElseThrow().lines())
                .as("the same as the one that the kit hands out")
                .isEqualTo(((Outcome.Done<Kits.Gathered>) kits.of(doctor.self(), place, Locale.FRENCH))
                        .value()
                        .kit()
                        .lines());
        assertThat(acts.of(doctor.account())).contains("promotion.sign");
        assertThat(turn(doctor.self(), other, false)).isTrue();
        assertThat(under(other)).isEmpty();
    }

    @Test
    void theHolderAloneDecidesAndOnlyAboutMailboxesOfTheirOwn() {
        var stranger = stage.doctor();
        var theirs = opened(stranger);
        assertThat(turn(doctor.secretary(), preferred, true)).isFalse();
        assertThat(signing.of(doctor.secretary(), place, Locale.FRENCH)).isInstanceOf(Outcome.Refused.class);
        assertThat(turn(doctor.self(), theirs, true)).isFalse();
        assertThat(turn(stranger.self(), preferred, true)).isFalse();
        assertThat(under(preferred)).isEmpty();
        assertThat(under(theirs)).isEmpty();
    }

    @Test
    void itFollowsTheChoiceAndTheLinkByItself() {
        turn(doctor.self(), other, true);
        assertThat(under(other).orElseThrow().html())
                .contains(preferred.address().toString(), "/bal/");
        assertThat(under(other).orElseThrow().marks())
                .containsExactlyInAnyOrder(
                        "messagerie sécurisée mssanté : " + preferred.address(),
                        "mssanté secure mail: " + preferred.address());
        choose(other);
        assertThat(under(other).orElseThrow().html())
                .contains(other.address().toString())
                .doesNotContain(preferred.address().toString());
        signposts.turn(doctor.self(), place, false);
        assertThat(under(other).orElseThrow().html()).doesNotContain("/bal/");
    }

    @Test
    void whatIsNotPublicStandsUnderNoMessage() {
        turn(doctor.self(), other, true);
        lifecycle.apply(preferred.id(), new Command.Depublish(null), By.SYSTEM);
        assertThat(under(other)).isEmpty();
    }

    @Test
    void aMailboxThatIsClosedOrNotTheHoldersHasNone() {
        turn(doctor.self(), other, true);
        turn(doctor.self(), preferred, true);
        declarations.notMine(doctor.self(), doctor.box(other.address().toString()));
        assertThat(under(other)).isEmpty();
        declarations.mineAfterAll(doctor.self(), doctor.box(other.address().toString()));
        assertThat(under(other)).as("until it is switched on anew").isEmpty();
        assertThat(under(preferred)).isPresent();
        lifecycle.apply(preferred.id(), new Command.Depublish(null), By.SYSTEM);
        assertThat(under(preferred)).isEmpty();
    }

    @Test
    void whatAnotherPersonDisownsStaysTheHolders() {
        turn(doctor.self(), preferred, true);
        var stranger = stage.doctor();
        stage.lists(preferred.address().toString(), stranger);
        declarations.notMine(stranger.self(), stranger.box(preferred.address().toString()));
        assertThat(under(preferred)).isPresent();
    }
}
