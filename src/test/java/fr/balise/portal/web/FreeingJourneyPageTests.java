package fr.balise.portal.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static fr.balise.testing.Hand.sees;
import static java.util.regex.Pattern.compile;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import fr.balise.kernel.MailAddress;
import fr.balise.mailstore.MailAccounts;
import fr.balise.mailstore.MailStore.Folder;
import fr.balise.portal.supervisor.Instance.MailPort;
import fr.balise.testing.DemoEnginePageTest;
import fr.balise.testing.Hand;
import fr.balise.testing.MailTalk;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** To make room in a full mailbox and lose nothing, word for word, the freed octets counted by IMAP: at a desk, on a phone, by keyboard. */
class FreeingJourneyPageTests extends DemoEnginePageTest {
    private static final String FULL = "dr.lefevre@balise-demo.mssante.fr";
    private static final int MESSAGES = 1_204;

    @Autowired
    MailAccounts accounts;

    @Autowired
    JdbcClient jdbc;

    @ParameterizedTest
    @CsvSource({"1440,POINTER", "390,POINTER", "1440,KEYBOARD"})
    void makeRoomWithoutLosingAnything(int width, Hand hand) throws Exception {
        try (var visit = fresh(width)) {
            long before = quota();
            var page = visit.page();
            visit.to("/");
            assertThat(find(page, "room-home")).containsText("Boîte pleine : vous ne recevez plus de messages depuis");
            visit.isFit().picture("full-home-" + width + "-" + hand);
            assertThat(find(page, "room-free")).hasText("Libérer de la place");
            hand.press(find(page, "room-free"));
            assertThat(find(page, "target")).hasText(compile("Objectif\\s: .+ pour revenir à 70\\s%"));
            assertThat(find(page, "group-TRASH")).containsText(compile("Corbeille\\s+– .+ –\\s+Sûr"));
            assertThat(find(page, "group-FILED")).containsText(compile("Documents classés\\s+– .+ –\\s+Sûr"));
            assertThat(find(page, "tick-TRASH")).isChecked();
            assertThat(find(page, "tick-FILED")).isChecked();
            assertThat(find(page, "group-REPORTS"))
                    .containsText(compile("41 comptes rendus sans preuve\\s+– .+ –\\s+À vérifier"));
            assertThat(find(page, "tick-REPORTS")).not().isChecked();
            visit.isFit().picture("freeing-" + width + "-" + hand);

            assertThat(find(page, "list-REPORTS")).containsText("Voir la liste");
            hand.press(find(page, "list-REPORTS"));
            sees(page, "41 comptes rendus sans preuve");
            visit.isFit().picture("unproven-" + width + "-" + hand);
            assertThat(find(page, "attest")).hasText("J’atteste que ces 41 documents sont dans mon logiciel métier");
            hand.press(find(page, "attest"));
            assertThat(page.locator("[role=alert]").first())
                    .containsText("Ouvrez d’abord les documents tirés au hasard");
            openTheSample(page, hand, visit);
            hand.press(find(page, "attest"));
            assertThat(find(page, "done")).containsText("41 documents attestés");

            var clean = find(page, "clean").textContent();
            assertThat(clean).matches("Supprimer [\\d\\h]+ messages \\(.+\\)");
            hand.press(find(page, "clean"));
            sees(page, "libérés. Vous recevez de nouveau.");
            visit.isFit().picture("freed-" + width + "-" + hand);
            var freed = find(page, "freed").textContent();
            assertThat(clean).as("predicted and freed").contains(freed.substring(0, freed.indexOf(" libérés")));
            assertThat(freedBySelection()).isEqualTo(before - quota());
            assertThat(write("thi-ha.nguyen@balise-demo.mssante.fr", FULL, "Nouveau"))
                    .startsWith("250");

            assertThat(find(page, "undo-ask")).hasText("Annuler");
            hand.press(find(page, "undo-ask"));
            sees(page, "remettra la boîte à");
            visit.isFit().picture("undo-" + width + "-" + hand);
            visit.isWellBehaved();
        }
    }

    private static void openTheSample(Page page, Hand hand, fr.balise.testing.Visit visit) {
        for (int n = 0; n < 5; n++) {
            hand.press(page.locator("[data-test=sample]").nth(n).locator("[data-test=open-message]"));
            page.waitForURL("**/messages/**");
            assertThat(find(page, "letter")).containsText("TEST"); // the name of an invented patient
            if (n == 0) visit.isFit().picture("message-opened");
            hand.press(page.locator(".crumb a"));
            page.waitForURL("**/groupes/**");
        }
        assertThat(find(page, "sample-left")).hasText("Échantillon ouvert");
    }

    /** What the page of the clean-up says, in octets, from the database behind it. */
    private long freedBySelection() {
        return jdbc.sql("select octets from hygiene.cleaning order by id desc limit 1")
                .query(Long.class)
                .single();
    }

    /** Octets that count, as Dovecot counts them. */
    private long quota() throws IOException, InterruptedException {
        Thread.sleep(500);
        try (var imap = MailTalk.imap(engine.port(MailPort.IMAP))) {
            imap.imap("LOGIN " + FULL + " " + password(FULL));
            var answer = imap.imap("GETQUOTAROOT INBOX");
            assertThat(answer).contains("STORAGE");
        }
        return store
                .folders(accounts.find(MailAddress.parse(FULL)).orElseThrow().id())
                .stream()
                .mapToLong(folder -> folder.size().toBytes())
                .sum();
    }

    private fr.balise.testing.Visit fresh(int width) throws InterruptedException {
        startOver();
        untilItIsFull();
        return visit("Camille Lefèvre", width, ColorScheme.LIGHT);
    }

    private void untilItIsFull() throws InterruptedException {
        var end = Instant.now().plus(Duration.ofMinutes(3));
        while (Instant.now().isBefore(end)) {
            var account = accounts.find(MailAddress.parse(FULL));
            if (account.isPresent()
                    && accounts.usage(account.get().id())
                            .filter(usage -> usage.fullSince() != null)
                            .isPresent()
                    && store.folders(account.get().id()).stream()
                                    .mapToLong(Folder::messages)
                                    .sum()
                            == MESSAGES) return;
            Thread.sleep(500);
        }
        throw new AssertionError("the full mailbox of the demo is not full");
    }
}
