package fr.balise.mailbox.sharing;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.kernel.NationalPersonId;
import fr.balise.mailbox.lifecycle.By;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.Opening;
import fr.balise.mailbox.lifecycle.Openings;
import fr.balise.mailbox.lifecycle.Owner;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailAccounts;
import fr.balise.testing.DemoPageTest;
import fr.balise.testing.Hand;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Passwords of mail programs, rights for others, and who answers for service mailboxes, in a browser. */
class AccessPageTests extends DemoPageTest {
    private static final String DOCTOR = "Camille Lefèvre";

    @Autowired
    Openings openings;

    @Autowired
    MailAccounts accounts;

    @Autowired
    JdbcClient jdbc;

    private Hosted practice(String local) {
        var opening = openings.open(
                MailAddress.parse(local + "@balise-demo.mssante.fr"),
                MailboxType.CAB,
                new Owner.OfPerson(new NationalPersonId(nationalId(DOCTOR))),
                null,
                ZoneId.of("Europe/Paris"),
                By.SYSTEM);
        var mailbox = ((Opening.Opened) opening).mailbox();
        accounts.open(new AccountId(mailbox.id().value()), mailbox.address());
        return mailbox;
    }

    @ParameterizedTest
    @CsvSource({"1440,POINTER,LIGHT", "768,POINTER,DARK", "390,KEYBOARD,LIGHT"})
    void aPasswordIsShownOnceAndASecretaryGetsARightThatCanBeTakenAway(int width, Hand hand, ColorScheme scheme) {
        var mailbox = practice("cabinet.partage" + width);
        String link;
        try (var visit = visit(DOCTOR, width, scheme).to("/messagerie")) {
            var page = visit.page();
            visit.isLight();
            visit.isFit();
            page.locator("a.address", new Page.LocatorOptions().setHasText("cabinet.partage" + width))
                    .click();
            assertThat(find(page, "passwords-none")).isVisible();
            find(page, "password-device").fill("Téléphone");
            hand.press(find(page, "password-make"));
            assertThat(find(page, "password-secret")).hasText(java.util.regex.Pattern.compile("[a-z0-9-]{31}"));
            assertThat(find(page, "password-copy")).isVisible();
            assertThat(find(page, "password-used")).containsText("jamais utilisé");
            var secret = find(page, "password-secret").textContent();
            visit.picture("access-" + width);
            visit.isFit();
            visit.to("/messagerie/" + mailbox.id());
            assertThat(page.content()).doesNotContain(secret);
            hand.press(find(page, "programs").locator("summary"));
            assertThat(find(page, "programs-in")).containsText("IMAP");
            find(page, "share-name").fill("Nadia Benali");
            hand.press(find(page, "share-give"));
            link = find(page, "share-link").textContent();
            assertThat(find(page, "share-state")).hasText("Lien remis");
            visit.picture("access-shared-" + width);
            visit.isFit();
        }
        try (var visit = visit("Nadia Benali", width, scheme)) {
            var page = visit.page();
            visit.to(link.substring(link.indexOf("/messagerie")));
            visit.picture("access-invitation-" + width).isFit();
            hand.press(find(page, "share-accept"));
            assertThat(find(page, "access-rights")).containsText("Lit, et marque comme lu");
            find(page, "password-device").fill("PC du secrétariat");
            hand.press(find(page, "password-make"));
            assertThat(find(page, "password-secret")).isVisible();
            assertThat(find(page, "sharing")).hasCount(0);
        }
        try (var visit = visit(DOCTOR, width, scheme).to("/messagerie/" + mailbox.id())) {
            var page = visit.page();
            assertThat(find(page, "share-state")).hasText("En cours");
            hand.press(find(page, "share-end"));
            assertThat(find(page, "done")).containsText("L’accès est retiré");
            hand.press(find(page, "password-revoke"));
            assertThat(find(page, "passwords-none")).isVisible();
        }
        try (var visit = visit("Nadia Benali", width, scheme).to("/messagerie")) {
            assertThat(find(visit.page(), "keyring-none")).isVisible();
            visit.to("/messagerie/" + mailbox.id());
            assertThat(find(visit.page(), "error")).hasAttribute("data-status", "404");
        }
    }

    @ParameterizedTest
    @CsvSource({"1440,POINTER", "390,KEYBOARD"})
    void theManagerSeesFourMailboxesWithoutAnybodyAndNamesOne(int width, Hand hand) {
        try (var visit = visit("Guéguen", width, ColorScheme.LIGHT).to("/")) {
            var page = visit.page();
            assertThat(find(page, "services-home")).containsText("sans responsable");
            hand.press(find(page, "services-home").locator("a"));
            assertThat(find(page, "services-missing")).containsText("12 boîtes de service");
            visit.picture("services-" + width);
            visit.isFit();
            var address = find(page, "service").first().getAttribute("data-address");
            find(page, "service-name").first().fill("Mme Solenn CADIOU");
            hand.press(find(page, "service-save").first());
            assertThat(find(page, "done")).containsText("Mme Solenn CADIOU est responsable");
            assertThat(page.locator("[data-address='" + address + "'] [data-test=service-responsible]"))
                    .containsText("Mme Solenn CADIOU");
            visit.isFit();
        }
    }

    @Test
    void aProposalToCloseIsSeenByTheHolderWhoKeepsTheMailbox() {
        var mailbox = practice("cabinet.propose");
        jdbc.sql("insert into mailbox.proposal (hosted, reason, proposed_at, proposed_by, by_name)"
                        + " values (:id, 'Départ signalé', now(), 'account:1', 'Inès')")
                .param("id", mailbox.id().value())
                .update();
        try (var visit = visit(DOCTOR, 390, ColorScheme.LIGHT).to("/messagerie/" + mailbox.id())) {
            var page = visit.page();
            assertThat(find(page, "proposal")).containsText("Départ signalé");
            visit.picture("access-proposal").isFit();
            find(page, "proposal-keep").click();
            assertThat(find(page, "done")).containsText("la boîte est gardée");
            assertThat(find(page, "proposal")).hasCount(0);
        }
    }

    @Test
    void somebodyElsesMailboxIsNotThere() {
        var mailbox = practice("cabinet.secret");
        try (var visit = visit("Guéguen", 390, ColorScheme.LIGHT)) {
            for (var path : new String[] {"/messagerie/" + mailbox.id(), "/messagerie/999999"}) {
                visit.to(path);
                assertThat(find(visit.page(), "error")).hasAttribute("data-status", "404");
            }
        }
    }
}
