package fr.balise.mailbox.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.SelectOption;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.kernel.NationalPersonId;
import fr.balise.mailbox.lifecycle.By;
import fr.balise.mailbox.lifecycle.Opening;
import fr.balise.mailbox.lifecycle.Openings;
import fr.balise.mailbox.lifecycle.Owner;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.Activity.Waiting;
import fr.balise.mailstore.MailAccounts;
import fr.balise.mailstore.MailActivity;
import fr.balise.mailstore.MailActivity.Kind;
import fr.balise.mailstore.MailDomains;
import fr.balise.testing.DemoPageTest;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The activity of a mailbox as its holder sees it, and as nobody else does. */
@NullUnmarked
class ActivityPageTests extends DemoPageTest {
    private static final String DOCTOR = "Camille Lefèvre";
    private static final String BEST = "camille.lefevre@balise-demo.mssante.fr";
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    @Autowired
    Openings openings;

    @Autowired
    MailAccounts accounts;

    @Autowired
    MailDomains domains;

    @Autowired
    MailActivity activity;

    @Autowired
    InstantSource clock;

    @Autowired
    JdbcClient jdbc;

    @BeforeAll
    void aMailboxThatIsUsed() {
        var address = MailAddress.parse(BEST);
        var owner = new Owner.OfPerson(new NationalPersonId(nationalId(DOCTOR)));
        var opened = (Opening.Opened) openings.open(address, MailboxType.PER, owner, null, PARIS, By.SYSTEM);
        var id = new AccountId(opened.mailbox().id().value());
        domains.host(Set.of(address.domain()));
        accounts.open(id, address);
        var today = LocalDate.ofInstant(clock.instant(), PARIS);
        for (int ago = 120; ago > 2; ago--)
            activity.remember(
                    id, today.minusDays(ago), Map.of(Kind.RECEIVED, 3, Kind.IMAP, ago % 3, Kind.READ, ago % 2));
        activity.rememberUnread(id, today.minusDays(60), new Waiting(14, today.minusDays(75)));
        activity.rememberUnread(id, today, new Waiting(3, today.minusDays(40)));
        jdbc.sql("insert into mailstore.untold values (:id, cast(:day as date))")
                .param("id", id.value())
                .param("day", today.minusDays(6)) // on which nobody is known to have been there
                .update();
        jdbc.sql("insert into mailstore.unread values (:id, now(), now(), 3, now() - interval '40 days')")
                .param("id", id.value())
                .update();
    }

    private static Locator card(com.microsoft.playwright.Page page) {
        return page.locator("[data-address='" + BEST + "']");
    }

    @ParameterizedTest
    @CsvSource({"1440,LIGHT", "390,DARK"})
    void theHolderSeesDaysAsAPictureAndInWords(int width, ColorScheme scheme) {
        try (var visit = visit(DOCTOR, width, scheme).to("/mes-boites")) {
            var card = card(visit.page());
            assertThat(card.locator("[data-test=box-evidence]")).containsText("Dernière connexion le ");
            assertThat(card.locator("[data-test=activity] svg")).isVisible();
            assertThat(card.getByLabel("Activité jour par jour depuis le")).hasCount(1);
            assertThat(card.locator("[data-test=activity-unread]"))
                    .containsText("3 messages non lus, le plus ancien du ");
            assertThat(card.locator("[data-test=activity-read]")).containsText("Dernier message lu le ");
            assertThat(card.locator("[data-test=activity-unknown]")).containsText("non enregistré");
            card.locator("[data-test=activity-weeks]").click();
            assertThat(card.locator("[data-test=activity-week]")).hasCount(13);
            assertThat(card.locator("[data-test=activity-week-unread]").last()).containsText("3, le plus ancien du ");
            assertThat(card.locator("[data-test=activity-week-unread]").nth(8)).containsText("14, le plus ancien du ");
            assertThat(card.locator("[data-test=activity-week-unread]").first()).hasText("non connu");
            visit.picture("activity-" + width)
                    .isAccessible()
                    .fitsItsWidth()
                    .isWellBehaved()
                    .isLight();
            visit.printed("activity", false);
        }
    }

    @Test
    void aLookInThePortalCountsAsUseThatDay() {
        try (var visit = visit(DOCTOR, 1440, ColorScheme.LIGHT).to("/mes-boites")) {
            card(visit.page()).locator("[data-test=box-address]").click();
            visit.page().waitForURL("**/mes-boites/*");
            visit.to("/mes-boites");
            var today =
                    fr.balise.kernel.Spoken.day(LocalDate.ofInstant(clock.instant(), PARIS), java.util.Locale.FRENCH);
            assertThat(card(visit.page()).locator("[data-test=activity-last]"))
                    .hasText("Dernière connexion le " + today);
        }
    }

    @Test
    void theSecretarySeesAClassAndNoDay() {
        try (var visit = visit("Benali", 1440, ColorScheme.LIGHT).to("/mes-boites")) {
            var page = visit.page();
            if (card(page).count() == 0) {
                page.locator("#act-for").selectOption(new SelectOption().setLabel(DOCTOR));
                page.locator("[data-test=act-for] button").click();
                visit.to("/mes-boites");
            }
            assertThat(card(page).locator("[data-test=activity-class]"))
                    .hasText("Dernière connexion il y a moins de 30 jours");
            assertThat(card(page).locator("[data-test=activity]")).hasCount(0);
            visit.isAccessible();
        }
    }
}
