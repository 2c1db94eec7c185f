package fr.balise.hygiene;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import fr.balise.identity.Accounts;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.kernel.NationalPersonId;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.lifecycle.By;
import fr.balise.mailbox.lifecycle.FirstPasswords;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.Opening;
import fr.balise.mailbox.lifecycle.Openings;
import fr.balise.mailbox.lifecycle.Owner;
import fr.balise.mailbox.sharing.Share.May;
import fr.balise.mailbox.sharing.Sharing;
import fr.balise.mailbox.sharing.Sharing.Given;
import fr.balise.mailstore.AccountId;
import fr.balise.testing.DemoEnginePageTest;
import fr.balise.testing.Hand;
import fr.balise.testing.Visit;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A mailbox of a practice, cleaned up by somebody who was given the right to manage it, and seen by whoever is responsible. */
@NullUnmarked
class SharedSpacePageTests extends DemoEnginePageTest {
    private static final String DOCTOR = "Camille Lefèvre";
    private static final String SECRETARY = "Nadia Benali";

    @Autowired
    Openings openings;

    @Autowired
    FirstPasswords passwords;

    @Autowired
    Sharing sharing;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Accounts accounts;

    private Hosted practice(String local) {
        var doctor = new NationalPersonId(nationalId(DOCTOR));
        var opening = openings.open(
                MailAddress.parse(local + "@balise-demo.mssante.fr"),
                MailboxType.CAB,
                new Owner.OfPerson(doctor),
                null,
                ZoneId.of("Europe/Paris"),
                By.SYSTEM);
        var mailbox = ((Opening.Opened) opening).mailbox();
        var holder = accounts.named(doctor, DOCTOR);
        passwords.make(mailbox.id(), holder, "Test", By.SYSTEM); // brings the engine in line
        var given = ((Outcome.Done<Given>) sharing.give(
                        holder, Set.of(), mailbox.id(), new Sharing.Wish(SECRETARY, May.MANAGE, false, null)))
                .value();
        sharing.accept(
                ((Given.Made) given).token(), accounts.named(new NationalPersonId(nationalId(SECRETARY)), SECRETARY));
        for (int n = 0; n < 3; n++) put(mailbox, n);
        return mailbox;
    }

    private void put(Hosted mailbox, int n) {
        var octets = ("From: a@peer.mssante.fr\r\nSubject: Jeté " + n + "\r\nMessage-ID: <" + n
                        + "@t>\r\n\r\nBonjour\r\n")
                .getBytes(StandardCharsets.UTF_8);
        try (var open = store.open(new AccountId(mailbox.id().value()))) {
            open.append(
                    "Trash",
                    Set.of("\\Seen"),
                    Instant.now().minus(Duration.ofDays(90)),
                    octets.length,
                    new ByteArrayInputStream(octets));
        }
    }

    @ParameterizedTest
    @CsvSource({"1440,LIGHT", "390,DARK"})
    void whoeverWasGivenTheRightToManageItCleansUpAndIsNamed(int width, ColorScheme scheme) {
        var mailbox = practice("cabinet.menage" + width);
        try (var visit = visit(SECRETARY, width, scheme).to("/espace")) {
            var page = visit.page();
            var row = page.locator("[data-test=space-row][data-address='" + mailbox.address() + "']");
            assertThat(row.locator("[data-test=space-shared]")).hasText("Boîte partagée avec vous");
            Hand.POINTER.press(row.locator("a.button"));
            assertThat(find(page, "to-rules")).hasCount(0);
            visit.isFit().picture("shared-space-" + width);
            Hand.POINTER.press(find(page, "to-freeing"));
            Hand.POINTER.press(find(page, "clean"));
            assertThat(find(page, "freed")).isVisible();
            assertThat(find(page, "cleaning-by")).containsText("Benali");
            visit.isFit().picture("shared-cleaned-" + width).isWellBehaved();
        }
        try (var visit = visit(DOCTOR, width, scheme).to("/espace")) {
            var page = visit.page();
            Hand.POINTER.press(
                    page.locator("[data-test=space-row][data-address='" + mailbox.address() + "'] a.button"));
            assertThat(page.locator("main")).containsText("par Nadia");
            visit.isFit().picture("shared-seen-by-holder-" + width);
        }
    }

    /** Of the hospital, and in no directory. */
    private MailAddress unlisted() {
        var hospital = jdbc.sql("select structure from identity.manager where revoked_at is null limit 1")
                .query(String.class)
                .single();
        var address = MailAddress.parse("service.nouveau@balise-demo.mssante.fr");
        var opening = openings.open(
                address, MailboxType.ORG, new Owner.OfStructure(hospital), null, ZoneId.of("Europe/Paris"), By.SYSTEM);
        var holder = accounts.named(new NationalPersonId(nationalId(SECRETARY)), SECRETARY);
        passwords.make(((Opening.Opened) opening).mailbox().id(), holder, "Test", By.SYSTEM); // as above
        return address;
    }

    @Test
    void whoeverManagesAStructureSeesHowItsMailboxesFillUpApartAndNoMail() {
        var address = unlisted();
        try (var visit = visit("Loïc Guéguen", 1440, ColorScheme.LIGHT)) {
            var page = visit.page();
            var row = page.locator("[data-test=managed] [data-address='" + address + "']");
            visit.to("/espace");
            assertThat(row).hasCount(1);
            visit.isFit().picture("managed-spaces-1440");
            Hand.POINTER.press(row.locator("a.button"));
            assertThat(find(page, "figures-only")).isVisible();
            visit.isFit().picture("managed-space-1440");
            visit.to(java.net.URI.create(page.url()).getPath() + "/chercher");
            assertThat(find(page, "error")).hasAttribute("data-status", "403");
        }
        try (var visit = visit(DOCTOR, 390, ColorScheme.LIGHT).to("/espace")) {
            assertThat(find(visit.page(), "managed")).hasCount(0);
        }
    }

    @Test
    void documentsThatAreNotToBeFiledGoThroughTheTrashFirst() {
        var mailbox = practice("cabinet.attester");
        document(mailbox, 1);
        try (var visit = visit(DOCTOR, 390, ColorScheme.DARK).to("/espace")) {
            var page = visit.page();
            choosesPdfs(visit, mailbox);
            Hand.POINTER.press(find(page, "remove-open"));
            Hand.POINTER.press(find(page, "trash-open"));
            assertThat(find(page, "trash-means")).containsText("Rien n’est libéré tout de suite");
            visit.isFit().picture("attest-trash-390");
            find(page, "reason").fill("Notice de l’éditeur");
            Hand.POINTER.press(find(page, "trash"));
            assertThat(find(page, "trashed")).containsText("Rien n’est encore libéré");
            Hand.POINTER.press(find(page, "undo-ask"));
            Hand.POINTER.press(find(page, "undo-sure"));
            assertThat(find(page, "undone")).containsText("Les messages sont revenus à leur place.");
        }
    }

    private void document(Hosted mailbox, int n) {
        var octets = ("From: a@peer.mssante.fr\r\nSubject: Notice " + n + "\r\nMessage-ID: <n" + n
                        + "@t>\r\nMIME-Version: 1.0\r\n"
                        + "Content-Type: application/pdf; name=n.pdf\r\nContent-Disposition: attachment\r\n\r\n%PDF-1.4 "
                        + n
                        + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
        try (var open = store.open(new AccountId(mailbox.id().value()))) {
            open.append("INBOX", Set.of("\\Seen"), Instant.now(), octets.length, new ByteArrayInputStream(octets));
        }
    }

    /** From the list of mailboxes to all documents of one kind without proof. */
    private static void choosesPdfs(Visit visit, Hosted mailbox) {
        var page = visit.page();
        Hand.POINTER.press(page.locator("[data-test=space-row][data-address='" + mailbox.address() + "'] a.button"));
        visit.to(java.net.URI.create(page.url()).getPath() + "/attester");
        page.locator("input[name=kind][value=PDF]").check();
        Hand.POINTER.press(find(page, "choose"));
    }

    @Test
    void sevenDocumentsAreAttestedAtOnceAfterFiveOfThemWereOpened() {
        var mailbox = practice("cabinet.echantillon");
        for (int n = 1; n <= 7; n++) document(mailbox, n);
        try (var visit = visit(DOCTOR, 1440, ColorScheme.LIGHT).to("/espace")) {
            var page = visit.page();
            choosesPdfs(visit, mailbox);
            assertThat(find(page, "choice-sum")).containsText("7 messages avec documents");
            Hand.POINTER.press(find(page, "attest"));
            assertThat(page.locator("main [role=alert]").first()).isVisible();
            var drawn = page.locator("[data-test=sample]");
            assertThat(drawn).hasCount(5);
            for (int n = 0; n < 5; n++) {
                assertThat(find(page, "sample-left")).containsText(n == 4 ? "Encore 1 document" : "Encore " + (5 - n));
                Hand.POINTER.press(drawn.nth(n).locator("[data-test=open-message]"));
                assertThat(find(page, "letter")).containsText("Notice");
                Hand.POINTER.press(page.locator("a:has-text('Retour à la liste')"));
            }
            assertThat(find(page, "sample-left")).hasText("Échantillon ouvert");
            visit.isFit().picture("attest-sample-1440");
            Hand.POINTER.press(find(page, "attest"));
            assertThat(page.locator("main")).containsText("7 documents");
            visit.isFit().picture("attested-1440").isWellBehaved();
        }
    }
}
