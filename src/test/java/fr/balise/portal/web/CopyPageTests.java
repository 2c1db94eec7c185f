package fr.balise.portal.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static fr.balise.testing.Hand.sees;
import static java.util.regex.Pattern.compile;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import fr.balise.kernel.MailAddress;
import fr.balise.mailstore.MailAccounts;
import fr.balise.portal.supervisor.Instance.MailPort;
import fr.balise.testing.DemoEnginePageTest;
import fr.balise.testing.MailTalk;
import fr.balise.testing.Visit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.util.unit.DataSize;

/** Everything into another of one's mailboxes, from the page where deletion is asked for, with real mail in the real Dovecot. */
@NullUnmarked
class CopyPageTests extends DemoEnginePageTest {
    private static final String DOCTOR = "Camille Lefèvre";
    private static final String OTHER = "Nguyen";
    private static final String OLD = "lefevre.rabine@balise-demo.mssante.fr";
    private static final String ACTIVE = "camille.lefevre@balise-demo.mssante.fr";
    private static final String COLLEAGUE = "thi-ha.nguyen@balise-demo.mssante.fr";

    @Autowired
    MailAccounts accounts;

    private static void fit(Visit visit, String name) {
        assertThat(visit.page().content()).doesNotContain("??").doesNotContain("data-test=\"error\"");
        visit.picture(name).isAccessible().isWellBehaved().fitsItsWidth();
    }

    private static String open(Visit visit) {
        var page = visit.to("/mes-boites").page();
        page.locator("[data-address='" + OLD + "'] [data-test=box-address]").click();
        page.waitForURL("**/mes-boites/*");
        return page.url();
    }

    private void room(DataSize quota) {
        accounts.quota(accounts.find(MailAddress.parse(ACTIVE)).orElseThrow().id(), quota);
    }

    @Test
    void fromThePageOfTheDeletionEverythingGoesToTheChosenMailboxAndTheGateOpens() throws Exception {
        assertThat(write(COLLEAGUE, OLD, "Compte rendu")).startsWith("250");
        var quota = accounts.find(MailAddress.parse(ACTIVE)).orElseThrow().quota();
        try (var visit = visit(DOCTOR, 1440, ColorScheme.LIGHT)) {
            var page = visit.page();
            var box = open(visit).substring(origin().length());
            find(page, "to-depublish").click();
            find(page, "depublish").click();
            sees(page, "C’est fait.");
            find(page, "to-delete").click();
            assertThat(find(page, "gate-nothing-retrieved")).hasCount(1);
            fit(visit, "copy-from-deletion-1440");

            room(DataSize.ofBytes(1));
            find(page, "copy-all").click();
            assertThat(find(page, "copy-why").first()).containsText("Pas assez de place");
            fit(visit, "copy-no-room-1440");
            room(quota);

            visit.to(box + "/copier");
            assertThat(page.locator("h1")).hasText("Copier tout vers une autre boîte");
            assertThat(find(page, "copy-fits").first()).containsText("la boîte sera remplie à");
            assertThat(find(page, "copy-start")).hasText(compile("Copier \\d[\\d\\h]* messages? \\(\\d+ Mo\\)"));
            fit(visit, "copy-1440");
            find(page, "copy-start").click();
            for (int looks = 0; looks < 60 && find(page, "copy-done").count() == 0; looks++) {
                if (looks == 0) fit(visit, "copy-going-1440");
                Thread.sleep(500);
                visit.to(box + "/copier");
            }
            assertThat(find(page, "copy-done")).containsText("Dossier\u00a0: «\u00a0" + OLD + "\u00a0»");
            assertThat(find(page, "copy-nothing").first()).hasText("Tout y est déjà.");
            fit(visit, "copy-done-1440");

            visit.to(box + "/supprimer");
            assertThat(find(page, "retrieved")).containsText("Tout a été copié le");
            assertThat(find(page, "gate-nothing-retrieved")).hasCount(0);
            visit.to(box + "/recuperer");
            assertThat(find(page, "to-copy")).hasCount(1);

            try (var imap = MailTalk.imap(engine.port(MailPort.IMAP))) {
                imap.imap("LOGIN " + ACTIVE + " " + password(ACTIVE));
                var told = imap.imap("STATUS \"" + OLD + "/INBOX\" (MESSAGES)");
                assertThat(told).containsPattern("MESSAGES [1-9]");
            }
            visit.to(box + "/copier?lang=en");
            fit(visit, "copy-en-1440");
        }
        try (var visit = visit(DOCTOR, 390, ColorScheme.DARK)) {
            var box = open(visit);
            fit(visit.to(box.substring(origin().length()) + "/copier?lang=fr"), "copy-390");
            try (var other = visit(OTHER, 390, ColorScheme.LIGHT)) {
                other.to(box.substring(origin().length()) + "/copier");
                assertThat(find(other.page(), "error")).hasAttribute("data-status", "404");
            }
        }
    }
}
