package fr.balise.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import fr.balise.directory.Situation;
import fr.balise.directory.Structure;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.mailbox.InMemoryDirectory;
import fr.balise.mailbox.MailboxModuleTest;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Scene;
import fr.balise.mailbox.lifecycle.AutoReply;
import fr.balise.mailbox.lifecycle.By;
import fr.balise.mailbox.lifecycle.ChosenMailboxes;
import fr.balise.mailbox.lifecycle.Command;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.Opening;
import fr.balise.mailbox.lifecycle.Openings;
import fr.balise.mailbox.lifecycle.Owner;
import fr.balise.promotion.Choosing.Chosen;
import fr.balise.testing.DemoLogin;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.servlet.MockMvc;

/** What an automatic reply names, and what "which address?" answers about a mailbox that has one: a doctor at two places. */
@NullUnmarked
@MailboxModuleTest
@AutoConfigureMockMvc
class RepliesAndChoicesModuleTests {
    private static int number = 0;

    @Autowired
    Resolver resolver;

    @Autowired
    Choosing choosing;

    @Autowired
    ChosenMailboxes chosen;

    @Autowired
    Openings openings;

    @Autowired
    Lifecycle lifecycle;

    @Autowired
    InMemoryDirectory directory;

    @Autowired
    Scene.Stage stage;

    @Autowired
    Scene.Session session;

    @Autowired
    MockMvc mvc;

    @Autowired
    ApplicationContext context;

    Scene.Doctor doctor;
    Structure clinic;
    Situation atTheClinic;
    Hosted old;
    String there;
    String second;
    String other;

    @BeforeEach
    void twoPlaces() {
        doctor = stage.doctor();
        clinic = directory.structure("97%07d".formatted(++number), "Clinique " + number);
        atTheClinic = directory.situation(doctor.person(), clinic, null);
        old = opened("ancienne" + number, doctor.situation());
        there = "cabinet" + number + "@cabinet.mssante.fr";
        stage.lists(there, doctor);
        second = "labo" + number + "@cabinet.mssante.fr";
        stage.lists(second, doctor);
        other = "clinique" + number + "@clinique.mssante.fr";
        directory.lists(other, atTheClinic);
    }

    @AfterEach
    void nobodyIsLoggedIn() {
        session.isOver();
    }

    private Hosted opened(String local, Situation place) {
        var address = MailAddress.parse(local + "@balise-essai.mssante.fr");
        directory.lists(address.toString(), place);
        var owner = new Owner.OfPerson(doctor.person().nationalId());
        var opening = openings.open(address, MailboxType.PER, owner, place.id(), ZoneId.of("Europe/Paris"), By.SYSTEM);
        return ((Opening.Opened) opening).mailbox();
    }

    private void chooses(Situation place, String address) {
        assertThat(choosing.choose(doctor.self(), Map.of(String.valueOf(place.id()), doctor.box(address))))
                .isEqualTo(Outcome.done(new Chosen.Decided(1)));
    }

    private void leavesWithAReplyThatNames(String address) {
        var reply = new AutoReply(
                MailAddress.parse(address),
                "Écrivez-moi là",
                "Write to me there",
                AutoReply.Fate.NOT_READ,
                LocalDate.of(2026, 1, 1),
                null,
                30,
                false);
        lifecycle.apply(old.id(), new Command.Depublish(reply), By.SYSTEM);
        directory.drop(old.address().toString(), InMemoryDirectory.NEWEST);
    }

    private Resolution.Use asked(Structure place, DocumentKind document) {
        var question = new Question(null, old.address(), place == null ? null : place.nationalId(), document);
        return (Resolution.Use) resolver.resolve(question);
    }

    @Test
    void aMailboxWithAReplyLeadsToTheAddressThatItNames() {
        leavesWithAReplyThatNames(there);
        assertThat(asked(null, null).address()).hasToString(there);
        assertThat(asked(null, null).because()).isEqualTo(Because.REPLACED);
    }

    @Test
    void whoeverNamesAPlaceGetsTheChoiceForThatPlace() {
        chooses(doctor.situation(), there);
        chooses(atTheClinic, other);
        leavesWithAReplyThatNames(there);
        assertThat(asked(clinic, null).address()).hasToString(other);
        assertThat(asked(clinic, null).because()).isEqualTo(Because.REPLACED);
        assertThat(asked(doctor.situation().structure(), null).address()).hasToString(there);
        assertThat(asked(null, null).address()).hasToString(there);
    }

    @Test
    void whoeverNamesAKindOfDocumentGetsTheExceptionOfThePlaceOfTheOldMailbox() {
        chooses(doctor.situation(), there);
        var row = String.valueOf(doctor.situation().id());
        assertThat(choosing.except(doctor.self(), row, DocumentKind.LABORATORY, doctor.box(second)))
                .isInstanceOf(Outcome.Done.class);
        leavesWithAReplyThatNames(there);
        assertThat(asked(null, DocumentKind.LABORATORY).address()).hasToString(second);
        assertThat(asked(null, DocumentKind.IMAGING).address()).hasToString(there);
    }

    @Test
    void whereNothingWasChosenTheReplyIsTheAnswerForEveryPlace() {
        leavesWithAReplyThatNames(there);
        assertThat(asked(clinic, null).address()).hasToString(there);
    }

    @Test
    void aMailboxThatIsDepublishedProposesTheOneChosenForItsPlace() throws Exception {
        var here = opened("ici" + number, atTheClinic);
        assertThat(proposed())
                .as("without a choice: one that is held here")
                .isEqualTo(here.address().toString());
        chooses(doctor.situation(), there);
        chooses(atTheClinic, other);
        assertThat(proposed()).isEqualTo(there);
    }

    private String proposed() throws Exception {
        session.is(doctor.self());
        var page = mvc.perform(get("/mes-boites/" + doctor.box(old.address().toString()) + "/depublier")
                        .with(DemoLogin.as(context, doctor.person().nationalId().value(), "Camille ESSAI")))
                .andReturn()
                .getResponse()
                .getContentAsString();
        var texts = Jsoup.parse(page).select("textarea[name=french]").text();
        return List.of(there, second, other, "ici" + number + "@balise-essai.mssante.fr", doctor.address()).stream()
                .filter(texts::contains)
                .findFirst()
                .orElse(texts);
    }

    @Test
    void theChoiceForAPlaceGoesBeforeThatForAllPlacesAndAnotherPersonHasNone() {
        chooses(doctor.situation(), there);
        var owner = new Owner.OfPerson(doctor.person().nationalId());
        var here = new ChosenMailboxes.At(owner, doctor.situation().id());
        var clinics = new ChosenMailboxes.At(owner, atTheClinic.id());
        var strangers = new ChosenMailboxes.At(
                new Owner.OfPerson(stage.doctor().person().nationalId()), null);
        assertThat(chosen.keys(List.of(here, clinics, strangers))).isEqualTo(Map.of(here, there));
    }
}
