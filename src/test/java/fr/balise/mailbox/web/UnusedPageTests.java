package fr.balise.mailbox.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
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
import fr.balise.mailstore.MailDomains;
import fr.balise.testing.DemoPageTest;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Staff tell the holder of a mailbox that nobody uses, and the holder asks for it to stay. */
@NullUnmarked
class UnusedPageTests extends DemoPageTest {
    private static final String DOCTOR = "Camille Lefèvre";
    private static final String STAFF = "Inès Marchal";
    private static final String FORGOTTEN = "lefevre.rabine@balise-demo.mssante.fr";

    @Autowired
    Openings openings;

    @Autowired
    MailAccounts accounts;

    @Autowired
    MailDomains domains;

    @Autowired
    InstantSource clock;

    @Autowired
    JdbcClient jdbc;

    /** Two years old, recorded without a gap, never used. */
    @BeforeAll
    void aMailboxThatNobodyUses() {
        var address = MailAddress.parse(FORGOTTEN);
        var owner = new Owner.OfPerson(new NationalPersonId(nationalId(DOCTOR)));
        // Other pages of this demo may have opened it before.
        var id = mailbox(openings.open(address, MailboxType.PER, owner, null, ZoneId.of("Europe/Paris"), By.SYSTEM))
                .id()
                .value();
        domains.host(Set.of(address.domain()));
        accounts.open(new AccountId(id), address);
        var begin = Timestamp.from(clock.instant().minus(Duration.ofDays(730)));
        jdbc.sql("update mailstore.account set opened_at = :at where id = :id")
                .param("at", begin)
                .param("id", id)
                .update();
        jdbc.sql("insert into mailstore.recording (since, until) values (:since, :until)")
                .param("since", begin)
                .param("until", Timestamp.from(clock.instant().plus(Duration.ofHours(1))))
                .update();
    }

    private static Hosted mailbox(Opening opening) {
        return switch (opening) {
            case Opening.Opened(var mailbox) -> mailbox;
            case Opening.AlreadyOpen(var mailbox) -> mailbox;
            case Opening.Refused refused -> throw new AssertionError(refused);
        };
    }

    private static Locator of(Page page) {
        return page.locator("[data-address='" + FORGOTTEN + "']");
    }

    @Test
    void theHolderIsToldByTelephoneAndKeepsTheMailbox() {
        try (var visit = visit(STAFF, 1440, ColorScheme.LIGHT).to("/operateur")) {
            var page = visit.page();
            page.locator("[data-test=staff-inactivite]").click();
            page.waitForURL("**/operateur/inactivite");
            assertThat(of(page).locator("[data-test=unused-why]")).containsText("titulaire à prévenir");
            assertThat(of(page).locator("[data-test=unused-use]"))
                    .hasText("Dernière connexion il y a plus de 90 jours");
            visit.picture("unused-staff").isAccessible().fitsItsWidth().isWellBehaved();
            of(page).locator("[data-test=unused-told-telephone]").click();
            assertThat(of(page).locator("[data-test=unused-evidence]")).containsText("par téléphone");
            assertThat(of(page).locator("[data-test=unused-why]")).containsText("peut demander le maintien jusqu’au");
        }
        try (var visit = visit(DOCTOR, 390, ColorScheme.DARK).to("/mes-boites")) {
            var page = visit.page();
            assertThat(of(page).locator("[data-test=box-unused]")).containsText("Titulaire prévenu le ");
            visit.picture("unused-holder").isAccessible().fitsItsWidth();
            of(page).locator("[data-test=keep]").click();
            page.waitForURL("**/mes-boites/*");
            assertThat(page.locator("main")).containsText("Le maintien est demandé");
            assertThat(of(page).locator("[data-test=box-unused]")).hasCount(0);

            page.locator("[data-test=notice-channel] summary").click();
            page.locator("[data-test=notice-channel] input[value=TELEPHONE]").check();
            page.locator("[data-test=notice-save]").click();
            assertThat(page.locator("main")).containsText("Votre choix est enregistré");
            visit.isAccessible().isWellBehaved();
        }
        try (var visit = visit(STAFF, 390, ColorScheme.LIGHT).to("/operateur/inactivite")) {
            assertThat(of(visit.page()).locator("[data-test=unused-why]")).containsText("Maintien demandé");
            assertThat(of(visit.page()).locator("[data-test=unused-channel]")).hasText("par téléphone");
            visit.picture("unused-staff-390").isAccessible().fitsItsWidth();
        }
    }
}
