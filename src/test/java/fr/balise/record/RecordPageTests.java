package fr.balise.record;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import fr.balise.record.document.FailureNotice;
import fr.balise.testing.DemoEnginePageTest;
import fr.balise.testing.Hand;
import fr.balise.testing.Visit;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** From an operator who connects software to a holder who files with it, in a browser. */
@NullUnmarked
class RecordPageTests extends DemoEnginePageTest {
    private static final String FORGOTTEN = "lefevre.rabine@balise-demo.mssante.fr";

    @Autowired
    Watching watching;

    @Autowired
    FailureRows failures;

    /** While the demo fills its mailboxes a login may take long. */
    private Visit patient(String name, int width, ColorScheme scheme) {
        try {
            return visit(name, width, scheme);
        } catch (com.microsoft.playwright.TimeoutError busy) {
            return visit(name, width, scheme);
        }
    }

    private void space(Visit visit) throws InterruptedException {
        var end = Instant.now().plus(Duration.ofMinutes(3));
        do { // the demo's mail comes while people look around
            visit.to("/espace");
            Hand.POINTER.press(visit.page().locator("[data-address='" + FORGOTTEN + "'] a.button"));
            if (visit.page().locator("main").textContent().contains("106 messages")) return;
            Thread.sleep(1_000);
        } while (Instant.now().isBefore(end));
        throw new AssertionError("the forgotten mailbox is not filled");
    }

    @Test
    void softwareIsConnectedDocumentsGoAndTheReceiptSaysWhatBecameOfThem() throws Exception {
        var folder = Files.createDirectories(data.resolve("logiciel").resolve("dpi"));
        try (var visit = patient("Inès Marchal", 1440, ColorScheme.LIGHT)) {
            visit.to("/operateur/logiciels").isFit().picture("softwares-demo");
            var page = visit.page();
            Hand.POINTER.press(find(page, "add-FOLDER"));
            page.locator("#name").fill("DPI du cabinet");
            page.locator("#address").fill("file:///etc");
            page.locator("#serves").fill(FORGOTTEN);
            page.locator("input[name=answers]").check();
            Hand.POINTER.press(find(page, "software-save"));
            assertThat(page.locator("main")).containsText("La configuration ne permet pas cet emplacement");
            page.locator("#address").fill("file://" + folder);
            Hand.POINTER.press(find(page, "software-save"));
            page.waitForURL("**/operateur/logiciels/*");
            Hand.POINTER.press(find(page, "software-try"));
            assertThat(page.locator("main")).containsText("Il répond");
            visit.isFit().picture("software");
            visit.to("/operateur/logiciels").isFit().picture("softwares");
        }
        String path;
        try (var visit = patient("Camille Lefèvre", 390, ColorScheme.DARK)) {
            space(visit);
            var page = visit.page();
            Hand.POINTER.press(find(page, "to-file"));
            assertThat(find(page, "habit-words")).hasCount(0);
            visit.isFit().picture("habit-ask-390-dark");
            Hand.POINTER.press(find(page, "habit-FILES"));
            assertThat(find(page, "habit-said")).containsText("Oui, tout seul");
            assertThat(find(page, "habit-words")).containsText("Ce n’est pas une preuve");
            Hand.POINTER.press(find(page, "habit-said").locator("summary"));
            Hand.POINTER.press(find(page, "habit-BY_HAND"));
            assertThat(find(page, "habit-words")).containsText("un reçu pour chacun");
            visit.isFit().picture("to-file-390-dark");
            var first = page.locator("input[name=item]").first();
            first.check();
            Hand.POINTER.press(find(page, "send-ticked"));
            page.waitForURL("**/envois/*");
            path = URI.create(page.url()).getPath();
            assertThat(find(page, "count-LAID")).hasText("1 message");
            visit.isFit().picture("hand-over-390-dark");
        }
        try (var list = Files.list(folder)) {
            for (var file :
                    list.filter(one -> !one.toString().endsWith(".json")).toList())
                Files.writeString(
                        Files.createFile(
                                folder.resolve(file.getFileName().toString().replaceAll("\\.[a-z]+$", ".ok"))),
                        "Dossier 4711");
        }
        watching.look();
        try (var visit = patient("Camille Lefèvre", 1440, ColorScheme.LIGHT)) {
            visit.to(path).isFit().picture("hand-over");
            assertThat(find(visit.page(), "count-FILED")).hasText("1 message");
            assertThat(find(visit.page(), "answer").first()).hasText("Dossier 4711");
            var account = new fr.balise.mailstore.AccountId(Long.parseLong(path.split("/")[2]));
            for (int n = 0; n < 2; n++)
                failures.add(
                        account,
                        new Place("INBOX", 1, 4_000_000_000L + n),
                        new FailureNotice(
                                "<ko" + n + "@t>",
                                n == 0 ? "<a@t>" : "",
                                "",
                                "Dr Test <t@peer.mssante.fr>",
                                "XDM/1.0/DDM+CR ESSAI",
                                n == 0 ? "902" : "",
                                n == 0 ? "Patient <b>inconnu</b>" : ""),
                        n == 0,
                        n == 0 ? 1 : 0,
                        Instant.now());
            visit.to(path.replaceAll("/envois.*", "")).isFit().picture("register");
            assertThat(find(visit.page(), "to-failures")).containsText("2 échecs");
            Hand.POINTER.press(find(visit.page(), "to-failures"));
            assertThat(find(visit.page(), "failure")).hasCount(2);
            assertThat(visit.page().locator("main")).containsText("Refusé par le logiciel de votre confrère");
            assertThat(visit.page().locator("main")).containsText("Refusé par votre logiciel métier");
            assertThat(find(visit.page(), "failure-words")).containsText("Patient <b>inconnu</b>");
            visit.isFit().picture("failures");
            Hand.POINTER.press(find(visit.page(), "failure-settle").first());
            assertThat(visit.page().locator("main")).containsText("Le message reste dans la boîte");
            assertThat(find(visit.page(), "failure-settle")).hasCount(1);
            visit.to(path.replaceAll("/envois.*", "/documents")).isFit().picture("to-file");
            visit.to("/classement").isFit().picture("filers");
        }
        try (var visit = patient("Hérouville", 1440, ColorScheme.LIGHT)) {
            for (var other : new String[] {
                path,
                path.replaceAll("/envois.*", ""),
                path.replaceAll("/envois.*", "/documents"),
                path.replaceAll("/envois.*", "/echecs"),
                path + "/registre.csv"
            }) {
                visit.to(other);
                assertThat(visit.page().locator("main").textContent()).as(other).contains("404");
            }
        }
        try (var visit = patient("Inès Marchal", 1440, ColorScheme.LIGHT)) {
            visit.to(path);
            assertThat(visit.page().locator("main").textContent())
                    .as("staff see no receipt")
                    .contains("404");
        }
    }

    @Test
    void aVisitorSeesDocumentsBecomeFiledAndOneRefused() throws Exception {
        try (var visit = patient("Camille Lefèvre", 1440, ColorScheme.LIGHT)) {
            var page = visit.page();
            var end = Instant.now().plus(Duration.ofMinutes(4));
            while (true) { // the demo's mail comes while people look around, and then its software fetches
                visit.to("/classement");
                Hand.POINTER.press(page.locator(
                                "[data-test=filer]",
                                new com.microsoft.playwright.Page.LocatorOptions()
                                        .setHasText("camille.lefevre@balise-demo.mssante.fr"))
                        .locator("[data-test=to-register]"));
                var handOver = page.locator("[data-test=hand-over] a");
                if (handOver.count() > 0) {
                    Hand.POINTER.press(handOver.first());
                    if (find(page, "count-FILED").count() > 0
                            && find(page, "count-REFUSED").count() > 0) break;
                }
                if (Instant.now().isAfter(end)) throw new AssertionError("the demo's software does nothing");
                Thread.sleep(1_000);
            }
            assertThat(find(page, "count-FILED")).hasText("4 messages");
            assertThat(find(page, "count-REFUSED")).hasText("1 message");
            assertThat(page.locator("main")).containsText("Patient inconnu");
            visit.isFit().picture("demo-hand-over");
        }
    }
}
