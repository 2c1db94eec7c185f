package fr.balise.mailbox.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.mailbox.BoxId;
import fr.balise.mailbox.InMemoryDirectory;
import fr.balise.mailbox.MailboxModuleTest;
import fr.balise.mailbox.Scene;
import fr.balise.mailbox.lifecycle.By;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.Hostile;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.Opening;
import fr.balise.mailbox.lifecycle.Openings;
import fr.balise.mailbox.lifecycle.Owner;
import fr.balise.mailbox.lifecycle.State;
import fr.balise.testing.DemoLogin;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.servlet.MockMvc;

/** Whatever a form carries: never an error of ours, and never another person's mailbox. */
@NullUnmarked
@MailboxModuleTest
@AutoConfigureMockMvc
class ClosingFormsModuleTests {
    private static final Map<String, List<String>> FORMS = new LinkedHashMap<>();
    private static int number;

    static {
        FORMS.put(
                "depublier", List.of("seen", "to", "french", "english", "from", "until", "every", "fate", "patients"));
        FORMS.put("depublier/apercu", List.of("to", "french", "english", "from", "until", "every", "fate"));
        FORMS.put("supprimer", List.of("seen", "justification", "early", "told"));
        FORMS.put("reporter", List.of("seen", "to"));
        FORMS.put("republier", List.of("seen"));
        FORMS.put("recupere", List.of("seen"));
        FORMS.put("annuler-suppression", List.of("seen"));
        FORMS.put("brouillon", List.of("kind"));
        FORMS.put("correspondants", List.of("who"));
    }

    @Autowired
    MockMvc mvc;

    @Autowired
    ApplicationContext context;

    @Autowired
    Scene.Stage stage;

    @Autowired
    Scene.Session session;

    @Autowired
    InMemoryDirectory directory;

    @Autowired
    Openings openings;

    @Autowired
    Lifecycle lifecycle;

    Scene.Doctor doctor;
    Scene.Doctor other;
    Hosted mine;
    Hosted theirs;

    @BeforeEach
    void twoDoctors() {
        doctor = stage.doctor();
        other = stage.doctor();
        mine = opened(doctor);
        theirs = opened(other);
    }

    @AfterEach
    void nobodyIsLoggedIn() {
        session.isOver();
    }

    private Hosted opened(Scene.Doctor holder) {
        var address = MailAddress.parse("formes" + number++ + "@balise-essai.mssante.fr");
        directory.lists(address.toString(), holder.person());
        var opening = openings.open(
                address,
                MailboxType.PER,
                new Owner.OfPerson(holder.person().nationalId()),
                null,
                ZoneId.of("Europe/Paris"),
                By.SYSTEM);
        return ((Opening.Opened) opening).mailbox();
    }

    private int press(Scene.Doctor who, BoxId box, String act, Map<String, String> form) throws Exception {
        session.is(who.self());
        var request = post("/mes-boites/" + box + "/" + act)
                .with(csrf())
                .with(DemoLogin.as(context, who.person().nationalId().value(), "Camille ESSAI"));
        form.forEach(request::param);
        return mvc.perform(request).andReturn().getResponse().getStatus();
    }

    private static BoxId box(Scene.Doctor who, Hosted mailbox) {
        return BoxId.of(who.person().nationalId(), mailbox.address());
    }

    @Test
    void hostileBodiesNeverMakeAnErrorOfOurs() throws Exception {
        var seed = System.nanoTime();
        var random = new Random(seed);
        for (var form : FORMS.entrySet())
            for (var hostile : Hostile.classes().entrySet()) {
                var body = new LinkedHashMap<String, String>();
                for (var field : form.getValue())
                    body.put(field, hostile.getValue().apply(random));
                var whole = press(doctor, box(doctor, mine), form.getKey(), body);
                if (body.containsKey("seen")) body.put("seen", "0");
                if (body.containsKey("from")) body.put("from", "2026-11-12");
                var nearly = press(doctor, box(doctor, mine), form.getKey(), body);
                assertThat(List.of(whole, nearly))
                        .as(form.getKey() + ": " + hostile.getKey() + ", seed " + seed)
                        .allMatch(status -> status < 500);
            }
        assertThat(lifecycle.find(theirs.id())).contains(theirs);
        assertThat(press(doctor, box(doctor, mine), "depublier", Map.of("seen", "0", "silent", "true")))
                .as("the server still serves")
                .isEqualTo(302);
        assertThat(lifecycle.find(mine.id()).orElseThrow().state()).isInstanceOf(State.Depublished.class);
    }

    @Test
    void theMailboxOfSomebodyElseIsNotFoundUnderAnyName() throws Exception {
        for (var act : FORMS.keySet())
            for (var id : List.of(box(other, theirs), box(doctor, theirs)))
                assertThat(press(
                                doctor,
                                id,
                                act,
                                Map.of("seen", "0", "silent", "true", "to", "2027-01-01", "kind", "DEPUBLISH")))
                        .as(act)
                        .isEqualTo(404);
        assertThat(lifecycle.find(theirs.id())).contains(theirs);
    }

    @Test
    void whatWasLookedAtMustStillBeSo() throws Exception {
        assertThat(press(doctor, box(doctor, mine), "depublier", Map.of("seen", "7", "silent", "true")))
                .isEqualTo(409);
        assertThat(lifecycle.find(mine.id()).orElseThrow().state()).isInstanceOf(State.Active.class);
    }
}
