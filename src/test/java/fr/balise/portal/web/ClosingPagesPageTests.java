package fr.balise.portal.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static fr.balise.testing.Hand.sees;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import fr.balise.mailbox.lifecycle.Contents;
import fr.balise.mailbox.lifecycle.Insides;
import fr.balise.mailbox.lifecycle.MailboxId;
import fr.balise.outbox.SentMail;
import fr.balise.outbox.SentMails;
import fr.balise.testing.DemoEnginePageTest;
import fr.balise.testing.Visit;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** The pages around the closing of a mailbox: who prepares, who is told, and what each page owes to whoever reads it. */
@Import(ClosingPagesPageTests.Counted.class)
class ClosingPagesPageTests extends DemoEnginePageTest {
    /** What each mailbox is said to hold: the pages are looked at here, not the counting. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Counted {
        @Bean
        @Primary
        Insides counted() {
            return (MailboxId mailbox) ->
                    Optional.of(new Contents(214, 6, 3, 3, Instant.parse("2026-11-20T10:00:00Z"), 14));
        }
    }

    private static final String DOCTOR = "Camille Lefèvre";
    private static final String SECRETARY = "Benali";
    private static final String OLD = "lefevre.rabine@balise-demo.mssante.fr";
    private static final String ACTIVE = "camille.lefevre@balise-demo.mssante.fr";
    private static final String COLLEAGUE = "thi-ha.nguyen@balise-demo.mssante.fr";

    @Autowired
    SentMails mails;

    @BeforeEach
    void fromTheBeginning() {
        startOver();
    }

    private static void open(Visit visit, String address) {
        var page = visit.to("/mes-boites").page();
        page.locator("[data-address='" + address + "'] [data-test=box-address]").click();
        page.waitForURL("**/mes-boites/*");
    }

    private static void depublish(Page page) {
        find(page, "to-depublish").click();
        find(page, "depublish").click();
        sees(page, "C’est fait.");
    }

    private static void fit(Visit visit, String name) {
        assertThat(visit.page().content()).doesNotContain("??").doesNotContain("data-test=\"error\"");
        visit.picture(name).isAccessible().isWellBehaved().fitsItsWidth();
    }

    @Test
    void theSecretaryPreparesAndTheDoctorDecides() {
        String box;
        try (var visit = visit(SECRETARY, 1440, ColorScheme.LIGHT)) {
            var page = visit.to("/mes-boites").page();
            if (!page.locator("main").textContent().contains(OLD)) {
                page.locator("[data-test=act-for] button").click();
                page.waitForLoadState();
            }
            open(visit, OLD);
            box = page.url().substring(origin().length());
            find(page, "to-depublish").click();
            assertThat(find(page, "depublish")).hasCount(0);
            find(page, "reply-edit").locator("summary").click();
            find(page, "reply-french").fill("Le cabinet a déménagé.");
            fit(visit, "prepare");
            find(page, "prepare").click();
            sees(page, "Rien n’a changé");
            assertThat(find(page, "draft-look")).hasCount(0);
            visit.to(box + "/correspondants");
            assertThat(find(page, "error")).hasAttribute("data-status", "403");
        }
        try (var visit = visit(DOCTOR, 390, ColorScheme.LIGHT)) {
            var page = visit.to("/demarches").page();
            sees(page, "À valider (2)"); // with the request that the story begins with
            fit(visit, "to-approve");
            find(page, "draft").locator("a").first().click();
            find(page, "draft-look").click();
            assertThat(find(page, "preview-french")).containsText("Le cabinet a déménagé.");
            find(page, "depublish").click();
            sees(page, "C’est fait. Annuaire national : demandé, pas encore constaté");
            visit.to("/demarches");
            assertThat(find(page, "draft")).hasCount(0);
        }
    }

    @Test
    void whoStillWritesIsToldOnceFromTheActiveMailbox() throws Exception {
        assertThat(write(COLLEAGUE, OLD, "Compte rendu de Mme MARTIN")).startsWith("250");
        try (var visit = visit(DOCTOR, 1440, ColorScheme.LIGHT)) {
            var page = visit.page();
            open(visit, OLD);
            depublish(page);
            find(page, "to-correspondents").click();
            sees(page, COLLEAGUE);
            assertThat(page.locator("main")).not().containsText("MARTIN");
            assertThat(find(page, "notice-body")).containsText("Nouvelle adresse : " + ACTIVE);
            assertThat(find(page, "notice-subject")).hasText("Nouvelle adresse / New address");
            fit(visit, "correspondents");
            var others = page.locator("[data-test=writer] input:checked");
            for (int i = others.count() - 1; i >= 0; i--)
                if (!others.nth(i).locator("xpath=..").textContent().contains(COLLEAGUE))
                    others.nth(i).uncheck();
            find(page, "tell").click();
            sees(page, "1 message part de votre boîte active");
            sees(page, "Prévenu de votre nouvelle adresse");
            fit(visit, "correspondents-told");

            var sent = theNotice();
            assertThat(sent).hasSize(1);
            assertThat(Files.readString(
                            data.resolve("outbox").resolve(sent.getFirst().id() + ".eml")))
                    .contains("From: " + ACTIVE)
                    .contains("Sender: ")
                    .contains("To: " + COLLEAGUE)
                    .doesNotContain("MARTIN");
            visit.to("/demarches");
            assertThat(find(page, "timeline").first()).containsText("Nouvelle adresse annoncée à 1 correspondant");
        }
    }

    private List<SentMail> theNotice() throws InterruptedException {
        for (int looks = 0; looks < 100; looks++) {
            var found = mails.latest(100).stream()
                    .filter(mail -> mail.to().equals(COLLEAGUE))
                    .toList();
            if (!found.isEmpty()) return found;
            Thread.sleep(200);
        }
        return List.of();
    }

    @ParameterizedTest
    @CsvSource({"1440,LIGHT", "768,DARK", "390,LIGHT"})
    void everyPageIsAccessibleAtEveryWidth(int width, ColorScheme scheme) {
        var size = "-" + width + "-" + scheme;
        try (var visit = visit(DOCTOR, width, scheme)) {
            var page = visit.page();
            open(visit, OLD);
            fit(visit, "closing-box" + size);
            find(page, "to-depublish").click();
            find(page, "reply-edit").locator("summary").click();
            fit(visit, "closing-depublish" + size);
            find(page, "reply-until").fill("2020-01-01");
            find(page, "depublish").click();
            sees(page, "Le dernier jour précède le premier");
            fit(visit, "closing-wrong" + size);
            find(page, "reply-until").fill("");
            find(page, "depublish").click();
            sees(page, "C’est fait.");
            var at = page.url().substring(origin().length());
            fit(visit, "closing-done" + size);
            fit(visit.to(at.replace("fermeture", "supprimer")), "closing-delete" + size);
            fit(visit.to(at.replace("fermeture", "correspondants")), "closing-writers" + size);
            fit(visit.to(at.replace("/fermeture", "")), "closing-card" + size);
            if (width == 1440)
                for (var path : List.of("fermeture", "supprimer", "correspondants", "depublier")) {
                    visit.to(at.replace("fermeture", path) + "?lang=en"); // stays for the visits that follow
                    fit(visit, "closing-en-" + path + size);
                }
        }
    }

    @Test
    void itWorksWithoutAScript() {
        try (var visit = visitWithoutScript(DOCTOR)) {
            var page = visit.page();
            open(visit, OLD);
            find(page, "to-depublish").click();
            find(page, "reply-edit").locator("summary").click();
            find(page, "reply-french").fill("Mes mots.");
            find(page, "preview").click();
            assertThat(find(page, "preview-french")).containsText("Mes mots.");
            find(page, "depublish").click();
            sees(page, "C’est fait.");
            find(page, "republish").click();
            sees(page, "de nouveau active");
        }
    }

    @Test
    void anotherMailboxIsFollowedByTheWordsInPlace() {
        try (var visit = visit(DOCTOR, 1440, ColorScheme.LIGHT)) {
            var page = visit.page();
            open(visit, OLD);
            find(page, "to-depublish").click();
            find(page, "reply-edit").locator("summary").click();
            var last = find(page, "reply-to").last();
            var other = last.locator("xpath=..").locator(".address").textContent();
            last.check();
            find(page, "preview").click();
            assertThat(find(page, "preview-french")).containsText("renvoyez-le à " + other);
            assertThat(find(page, "preview-french")).containsText("vous lit désormais à l’adresse " + other);
            visit.isWellBehaved();
        }
    }
}
