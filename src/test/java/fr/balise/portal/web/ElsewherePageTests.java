package fr.balise.portal.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import fr.balise.kernel.MailAddress;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailPasswords;
import fr.balise.portal.supervisor.Instance.MailPort;
import fr.balise.testing.DemoEnginePageTest;
import fr.balise.testing.MailTalk;
import fr.balise.testing.OtherOperator;
import fr.balise.testing.Visit;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** What a person does with a mailbox at another operator, which a real Dovecot plays: Balise comes to it from outside like anybody. */
@NullUnmarked
@TestPropertySource(properties = "balise.mailbox.transfer.domains[national-demo.mssante.fr].copy=allowed")
class ElsewherePageTests extends DemoEnginePageTest {
    private static final String DOCTOR = "Camille Lefèvre";
    private static final String ELSEWHERE = "camille.lefevre@national-demo.mssante.fr";

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MailPasswords passwords;

    private AccountId account;

    /** A password for programs, as the other operator hands it out, to a mailbox that is empty. */
    private String atTheOtherOperator() {
        account = OtherOperator.holds(jdbc, MailAddress.parse(ELSEWHERE));
        try (var open = store.open(account)) {
            for (var folder : open.folders()) open.delete(folder.name(), open.uids(folder.name(), 0));
        }
        return passwords
                .issue(account, 1, "Balise", MailPasswords.Rights.HOLDER)
                .secret();
    }

    private void holds(String folder, int messages) {
        try (var open = store.open(account)) {
            open.create(folder);
            for (int n = 0; n < messages; n++) {
                var octets = ("From: <a@peer.mssante.fr>\r\nSubject: Compte rendu " + n + "\r\n\r\nTexte\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
                open.append(folder, Set.of(), Instant.now(), octets.length, new ByteArrayInputStream(octets));
            }
        }
    }

    private static void fit(Visit visit, String name) {
        assertThat(visit.page().content()).doesNotContain("??").doesNotContain("data-test=\"error\"");
        visit.picture(name).isAccessible().isWellBehaved().fitsItsWidth();
    }

    private String connected(Visit visit, String password) {
        var page = visit.to("/mes-boites").page();
        page.locator("[data-address='" + ELSEWHERE + "'] [data-test=box-address]")
                .click();
        page.waitForURL("**/mes-boites/*");
        var box = page.url().substring(origin().length());
        visit.to(box + "/connexion");
        find(page, "password").fill(password);
        find(page, "connect-send").click();
        assertThat(find(page, "photo-sum")).isVisible();
        return box;
    }

    /** Each test finds it as if it had never been connected. */
    private static void letGo(Visit visit, String box) {
        var page = visit.to(box + "/connexion").page();
        find(page, "disconnect").click();
        page.waitForURL("**" + box);
    }

    @Test
    void everythingInItIsDownloadedAsFromAMailboxThatIsHeldHere() throws Exception {
        var password = atTheOtherOperator();
        holds("INBOX", 3);
        holds("Patients T à Z", 2);
        try (var visit = visit(DOCTOR, 1440, ColorScheme.LIGHT)) {
            var page = visit.page();
            var box = connected(visit, password);
            fit(visit, "elsewhere-connected-1440");
            find(page, "take-all").click();
            page.waitForURL("**/recuperer");
            assertThat(find(page, "export-elsewhere")).isVisible();
            fit(visit, "elsewhere-export-1440");
            find(page, "export-noted").check();
            find(page, "export-start").click();
            for (int looks = 0; looks < 60 && find(page, "export-ready").count() == 0; looks++) {
                Thread.sleep(500);
                visit.to(box + "/recuperer");
            }
            fit(visit, "elsewhere-export-ready-1440");
            var file = page.request().get(origin() + box + "/recuperer/fichier");
            assertThat(file.status()).isEqualTo(200);
            assertThat(new String(file.body(), 0, 2, StandardCharsets.US_ASCII)).isEqualTo("PK");
            visit.to(box + "/connexion");
            find(page, "copy-all").click();
            page.waitForURL("**/copier");
            assertThat(find(page, "copy-elsewhere")).isVisible();
            fit(visit, "elsewhere-copy-1440");
            find(page, "copy-start").click();
            for (int looks = 0; looks < 60 && find(page, "copy-done").count() == 0; looks++) {
                Thread.sleep(500);
                visit.to(box + "/copier");
            }
            assertThat(find(page, "copy-done")).containsText("5 messages");
            assertThat(find(page, "copy-next")).hasCount(0);
            fit(visit, "elsewhere-copied-1440");
            assertThat(store.folders(account)).allMatch(folder -> folder.unseen() == folder.messages());
            try (var small = visit(DOCTOR, 390, ColorScheme.DARK)) {
                fit(small.to(box + "/recuperer"), "elsewhere-export-390");
                fit(small.to(box + "/copier"), "elsewhere-copy-390");
                fit(small.to(box + "/connexion"), "elsewhere-connection-390");
            }
            visit.to(box + "/connexion?lang=en");
            fit(visit, "elsewhere-connected-en-1440");
            letGo(visit, box);
        }
    }

    @Test
    void whatFillsItIsShownAmongAllOthersAsTheLastSessionSawIt() throws Exception {
        var password = atTheOtherOperator();
        holds("INBOX", 3);
        holds("Patients T à Z", 2);
        try (var visit = visit(DOCTOR, 1440, ColorScheme.LIGHT)) {
            var page = visit.to("/espace").page();
            assertThat(page.locator("[data-test=space-closed][data-address='" + ELSEWHERE + "'] a.button"))
                    .hasText("Connecter cette boîte");
            var box = connected(visit, password);
            var row = "[data-test=space-row][data-address='" + ELSEWHERE + "'] ";
            visit.to("/espace");
            assertThat(page.locator(row + "[data-test=photo-date]"))
                    .containsText(java.util.regex.Pattern.compile("Photo du .* \\d+ à \\d+\u00a0h\u00a0\\d\\d"));
            assertThat(page.locator(row + "[data-test=gauge]")).containsText("%");
            fit(visit, "elsewhere-spaces-1440");
            page.locator(row + "a.button").click();
            page.waitForURL("**/espace");
            assertThat(find(page, "picture-date")).hasCount(0);
            fit(visit, "elsewhere-space-unseen-1440");
            find(page, "photo-take").click();
            for (int looks = 0; looks < 60 && find(page, "picture-date").count() == 0; looks++) {
                Thread.sleep(500);
                visit.to(box + "/espace");
            }
            assertThat(find(page, "picture-sum")).containsText("messages");
            assertThat(page.locator("main")).containsText("Patients T à Z");
            assertThat(page.locator("main")).containsText("a@peer.mssante.fr");
            assertThat(find(page, "forecast")).hasCount(0);
            fit(visit, "elsewhere-space-1440");
            try (var small = visit(DOCTOR, 390, ColorScheme.DARK)) {
                fit(small.to("/espace"), "elsewhere-spaces-390");
                fit(small.to(box + "/espace"), "elsewhere-space-390");
            }
            fit(visit.to(box + "/espace?lang=en"), "elsewhere-space-en-1440");
            visit.to(box + "/espace?lang=fr");
            find(page, "photo-forget").click();
            assertThat(find(page, "done")).containsText("effacée");
            assertThat(find(page, "picture-date")).hasCount(0);
            letGo(visit, box);
        }
    }

    private static final String COLLEAGUE = "thi-ha.nguyen@balise-demo.mssante.fr";
    private static final String MINE = "require [\"fileinto\", \"mailbox\"];\r\nfileinto :create \"Tri\";\r\n";

    private MailTalk filters(String password) throws Exception {
        var talk = MailTalk.sieve(engine.port(MailPort.SIEVE));
        assertThat(talk.sieveLogin(ELSEWHERE, password)).contains("OK");
        return talk;
    }

    private long in(String folder) {
        return store.folders(account).stream()
                .filter(one -> one.name().equals(folder))
                .mapToLong(one -> one.messages())
                .sum();
    }

    private void arrives(String subject, int inAll) throws Exception {
        assertThat(write(COLLEAGUE, ELSEWHERE, subject)).startsWith("250");
        for (int looks = 0; looks < 200 && in("Tri") < inAll; looks++) Thread.sleep(100);
        assertThat(in("Tri")).as("where the holder's own filter files it").isEqualTo(inAll);
    }

    private int replies() throws Exception {
        return inbox(COLLEAGUE, "New address").size();
    }

    @Test
    void anAutomaticReplyIsLaidAmongTheFiltersThereAndTakenOffAsIfItHadNeverBeen() throws Exception {
        var password = atTheOtherOperator();
        OtherOperator.receives(jdbc, "national-demo.mssante.fr", true);
        int before = replies();
        try (var visit = visit(DOCTOR, 1440, ColorScheme.LIGHT);
                var there = filters(password)) {
            assertThat(there.putScript("mon tri", MINE)).startsWith("OK");
            assertThat(there.sieve("SETACTIVE \"mon tri\"")).startsWith("OK");
            var page = visit.page();
            var box = connected(visit, password);
            visit.to(box + "/connexion");
            find(page, "to-elsewhere-reply").click();
            page.waitForURL("**/reponse");
            fit(visit, "elsewhere-reply-1440");
            visit.to(box + "/connexion/reponse"); // what axe leaves on elements would be copied by the swap
            find(page, "reply-edit").locator("summary").click();
            find(page, "reply-french").fill("Je ne relève plus cette boîte.");
            find(page, "preview").click();
            assertThat(find(page, "preview-french")).containsText("Je ne relève plus cette boîte.");
            find(page, "elsewhere-reply-put").click();
            page.waitForURL("**/connexion");
            assertThat(find(page, "done")).containsText("en place");
            assertThat(find(page, "elsewhere-reply")).containsText("«\u00a0mon tri\u00a0»");
            fit(visit, "elsewhere-reply-on-1440");
            find(page, "elsewhere-reply-look").click();
            assertThat(find(page, "done")).containsText("bien active");

            arrives("un", 1);
            for (int looks = 0; looks < 100 && replies() == before; looks++) Thread.sleep(200);
            assertThat(inbox(COLLEAGUE, "New address").getLast())
                    .contains("Balise-New-Address: <", "Balise-Old-Address: <" + ELSEWHERE);

            try (var small = visit(DOCTOR, 390, ColorScheme.DARK)) {
                fit(small.to(box + "/connexion"), "elsewhere-reply-on-390");
                fit(small.to(box + "/connexion/reponse"), "elsewhere-reply-390");
                fit(small.to(box + "/connexion/reponse?lang=en"), "elsewhere-reply-en-390");
            }
            try (var other = visit("Nguyen", 390, ColorScheme.LIGHT)) {
                other.to(box + "/connexion/reponse");
                assertThat(find(other.page(), "error")).hasAttribute("data-status", "404");
            }
            visit.to(box + "/connexion?lang=fr");
            find(page, "elsewhere-reply-remove").click();
            assertThat(find(page, "done")).containsText("de nouveau le filtre actif");
            fit(visit, "elsewhere-reply-off-1440");
            assertThat(there.sieve("LISTSCRIPTS"))
                    .contains("\"mon tri\" ACTIVE")
                    .doesNotContain("balise");
            assertThat(there.sieve("GETSCRIPT \"mon tri\"")).contains("fileinto :create");
            int told = replies();
            arrives("deux", 2);
            assertThat(replies()).isEqualTo(told);

            assertThat(there.putScript("mon tri", "require \"vacation\"; vacation \"En congés\";"))
                    .startsWith("OK");
            visit.to(box + "/connexion/reponse");
            find(page, "elsewhere-reply-put").click();
            assertThat(page.locator("[role=alert]").first()).containsText("répond ou refuse déjà");
            fit(visit, "elsewhere-reply-refused-1440");
            assertThat(there.sieve("SETACTIVE \"\"")).startsWith("OK");
            assertThat(there.sieve("DELETESCRIPT \"mon tri\"")).startsWith("OK");
            letGo(visit, box);
        } finally {
            OtherOperator.receives(jdbc, "national-demo.mssante.fr", false);
        }
    }
}
