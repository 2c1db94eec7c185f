package fr.balise.portal.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static fr.balise.testing.Hand.sees;
import static java.util.regex.Pattern.compile;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import fr.balise.mailbox.lifecycle.Contents;
import fr.balise.mailbox.lifecycle.Insides;
import fr.balise.mailbox.lifecycle.MailboxId;
import fr.balise.mailbox.lifecycle.ReplyScript;
import fr.balise.testing.DemoEnginePageTest;
import fr.balise.testing.Hand;
import fr.balise.testing.Visit;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** To close a mailbox and lose nothing, word for word, with a colleague who writes by real SMTP: at a desk, on a phone, by keyboard. */
@Import(ClosingJourneyPageTests.Counted.class)
class ClosingJourneyPageTests extends DemoEnginePageTest {
    private static final String OLD = "lefevre.rabine@balise-demo.mssante.fr";
    private static final String COLLEAGUE = "thi-ha.nguyen@balise-demo.mssante.fr";
    private static final Contents FULL =
            new Contents(214, 6, 3, 3, java.time.Instant.parse("2026-11-20T10:00:00Z"), 14);

    /** What the mailbox is said to hold. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Counted {
        volatile Contents now = FULL;

        @Bean
        @Primary
        Insides counted() {
            return (MailboxId mailbox) -> Optional.of(now);
        }
    }

    @Autowired
    Counted counted;

    @ParameterizedTest
    @CsvSource({"1440,POINTER", "390,POINTER", "1440,KEYBOARD"})
    void closeWithoutLosingAnything(int width, Hand hand) throws Exception {
        try (var visit = fresh(width)) {
            counted.now = FULL;
            var page = visit.page();
            open(page, OLD);
            assertThat(find(page, "to-depublish")).hasText("Dépublier…");
            hand.press(find(page, "to-depublish"));
            assertThat(page.locator("h1")).hasText("Ce qui va se passer");
            assertThat(find(page, "what-happens").locator("li")).hasCount(3);
            assertThat(find(page, "preview-french")).containsText("Votre message est bien arrivé");
            assertThat(find(page, "preview-english")).containsText("Your message");
            visit.isAccessible().fitsItsWidth().picture("depublish-" + width + "-" + hand);

            assertThat(find(page, "depublish")).hasText("Dépublier et répondre automatiquement");
            hand.pressAndSee(find(page, "depublish"), "C’est fait. Annuaire national : demandé, pas encore constaté");
            assertThat(find(page, "republish")).hasText("Annuler");
            visit.isAccessible().fitsItsWidth().picture("depublished-" + width + "-" + hand);

            exactlyOneReply();

            assertThat(find(page, "to-delete")).hasText("Demander la suppression…");
            hand.press(find(page, "to-delete"));
            sees(page, "214 messages, 6 non lus, 3 documents sans preuve de classement");
            visit.isAccessible().fitsItsWidth().picture("deletion-" + width + "-" + hand);
            tick(page, hand);
            assertThat(find(page, "schedule")).hasText("Programmer la suppression");
            hand.press(find(page, "schedule"));
            assertThat(page.locator("[role=alert]").first()).containsText("Ouvrez d’abord les 3 documents non lus");
            assertThat(page.locator("[role=alert]").first())
                    .containsText("État : Dépubliée – reçoit encore. Possible maintenant :");
            visit.isAccessible().fitsItsWidth().picture("deletion-refused-" + width + "-" + hand);

            counted.now = new Contents(214, 3, 0, 3, FULL.lastReceived(), 14); // the three were opened
            assertThat(find(page, "say-retrieved")).hasText("J’ai récupéré ce qui m’est utile");
            hand.pressAndSee(find(page, "say-retrieved"), "avoir récupéré ce qui vous est utile");
            tick(page, hand);
            hand.pressAndSee(find(page, "schedule"), "Vous pouvez l’annuler jusque-là.");
            assertThat(find(page, "scheduled-words"))
                    .hasText(compile("Suppression prévue le \\d.+ \\d{4}\\. Vous pouvez l’annuler jusque-là\\."));
            visit.isAccessible().fitsItsWidth().picture("scheduled-" + width + "-" + hand);
            assertThat(answer("551 5.1.6")).startsWith("551 5.1.6");

            assertThat(find(page, "take-back")).hasText("Annuler la suppression");
            hand.pressAndSee(find(page, "take-back"), "Dépubliée – reçoit encore");
            assertThat(answer("250")).as("mail is accepted again").startsWith("250");
            visit.to("/demarches");
            for (var entry :
                    new String[] {"Dépubliée", "Contenu récupéré", "Suppression demandée", "Suppression annulée"})
                assertThat(find(page, "timeline").first()).containsText(entry);
            visit.isWellBehaved();
        }
    }

    private static void tick(Page page, Hand hand) {
        for (var seen : new String[] {"see-without-proof", "see-still-receiving", "see-early"})
            if (!find(page, seen).isChecked()) hand.choose(find(page, seen));
    }

    /** The servers follow within moments of the commit. */
    private String answer(String wanted) throws IOException, InterruptedException {
        try (var smtp = submission(COLLEAGUE)) {
            var answer = "";
            for (int looks = 0; looks < 30 && !answer.startsWith(wanted); looks++) {
                if (looks > 0) Thread.sleep(500);
                answer = send(smtp, COLLEAGUE, OLD, "Résultats");
            }
            return answer;
        }
    }

    /** The first message that the servers answer is the one; those behind it get nothing. */
    private void exactlyOneReply() throws IOException, InterruptedException {
        try (var smtp = submission(COLLEAGUE)) {
            var replies = List.<String>of();
            for (int messages = 0; messages < 10 && replies.isEmpty(); messages++) {
                assertThat(send(smtp, COLLEAGUE, OLD, "Compte rendu de Mme MARTIN"))
                        .startsWith("250");
                for (int looks = 0; looks < 4 && replies.isEmpty(); looks++) {
                    Thread.sleep(1_000);
                    replies = replies();
                }
            }
            assertThat(send(smtp, COLLEAGUE, OLD, "Suite")).startsWith("250");
        }
        Thread.sleep(2_000); // time for a second one, which must not come
        assertThat(replies())
                .as("one reply")
                .singleElement()
                .satisfies(reply -> assertThat(reply)
                        .contains("Auto-Submitted: auto-replied")
                        .contains("Balise-Message-Fate: not-read")
                        .doesNotContain("MARTIN"));
    }

    private List<String> replies() throws IOException {
        return inbox(COLLEAGUE, ReplyScript.SUBJECT);
    }

    private Visit fresh(int width) {
        try (var visit = Visit.at(chromium, origin(), 1440, ColorScheme.LIGHT)) {
            var page = visit.to("/").page();
            Hand.POINTER.press(page.locator("[data-test=demo-banner] summary"));
            page.waitForNavigation(() -> Hand.POINTER.press(find(page, "demo-reset")));
        }
        return visit("Camille Lefèvre", width, ColorScheme.LIGHT).to("/mes-boites");
    }

    private static void open(Page page, String address) {
        page.locator("[data-address='" + address + "'] [data-test=box-address]").click();
        page.waitForURL("**/mes-boites/*");
    }
}
