package fr.balise.mailbox.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import fr.balise.kernel.MailAddress;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.ElsewhereMail;
import fr.balise.mailstore.InMemoryMailStore;
import fr.balise.testing.DemoPageTest;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A mailbox of another operator, connected by its holder, looked into, and let go. */
@NullUnmarked
@Import(ConnectionPageTests.OtherOperator.class)
class ConnectionPageTests extends DemoPageTest {
    private static final String DOCTOR = "Camille Lefèvre";
    private static final String ELSEWHERE = "camille.lefevre@national-demo.mssante.fr";
    private static final String FOLDER = "Patients T à Z";

    @Autowired
    JdbcClient jdbc;

    private static final AtomicBoolean TOKEN_OVER = new AtomicBoolean();

    /** The server of the other operator. */
    @TestConfiguration(proxyBeanMethods = false)
    static class OtherOperator {
        @Bean
        @Primary
        ElsewhereMail otherOperator() {
            var store = new InMemoryMailStore();
            var account = new AccountId(1);
            store.append(account, FOLDER, InMemoryMailStore.message("From: <a@peer.mssante.fr>", "", "x"));
            return new ElsewhereMail() {
                @Override
                public boolean knows(String domain) {
                    return domain.equals("national-demo.mssante.fr");
                }

                @Override
                public Answer open(MailAddress mailbox, Credential credential) {
                    return credential.equals(new Credential.AppPassword("good"))
                                    || credential.equals(new Credential.Token("good-token")) && !TOKEN_OVER.get()
                            ? new Answer.Opened(store.open(account))
                            : new Answer.Refused(Why.WRONG_CREDENTIAL);
                }
            };
        }
    }

    @Test
    void theHolderConnectsItSeesWhatItHoldsAndTakesThePasswordBack() {
        try (var visit = visit(DOCTOR, 390, ColorScheme.LIGHT)) {
            var page = visit.to("/mes-boites").page();
            page.locator("[data-test=box][data-address='" + ELSEWHERE + "'] [data-test=box-address]")
                    .click();
            page.locator("[data-test=to-connection]").click();
            visit.isWellBehaved().picture("connexion-390");
            page.locator("[data-test=password]").fill("wrong");
            page.locator("[data-test=connect-send]").click();
            assertThat(page.locator("[role=alert]")).containsText("n’accepte pas ce mot de passe");
            page.locator("[data-test=password]").fill("good");
            page.locator("[data-test=connect-send]").click();
            assertThat(page.locator("[data-test=photo-date]")).containsText(Pattern.compile("Photo du \\d"));
            assertThat(page.locator("[data-test=photo-sum]")).containsText("1 message");
            assertThat(page.locator("[data-test=photo]")).containsText(FOLDER);
            visit.isWellBehaved().picture("connexion-photo-390");
            page.navigate(page.url()); // a look at the address alone tells no figures, and asks nobody
            assertThat(page.locator("[data-test=connected]")).isVisible();
            assertThat(page.locator("[data-test=photo]")).hasCount(0);
            page.locator("[data-test=look]").click();
            assertThat(page.locator("[data-test=photo]")).isVisible();
            org.assertj.core.api.Assertions.assertThat(kept()).isEqualTo(1);
            page.navigate(page.url().replace("/photo", ""));
            page.locator("[data-test=disconnect]").click();
            assertThat(page.locator("[role=status]").first()).containsText("effacé de Balise");
            org.assertj.core.api.Assertions.assertThat(kept()).isZero();
        }
    }

    @Test
    void aTokenOpensItForThisSessionAloneAndTheScreenPromisesNoMore() {
        try (var visit = visit(DOCTOR, 1440, ColorScheme.LIGHT)) {
            var page = visit.to("/mes-boites").page();
            page.locator("[data-test=box][data-address='" + ELSEWHERE + "'] [data-test=box-address]")
                    .click();
            page.locator("[data-test=to-connection]").click();
            page.waitForURL("**/connexion");
            var here = page.url();
            page.locator("[data-test=token]").fill("two words");
            page.locator("[data-test=token-send]").click();
            assertThat(page.locator("[role=alert]")).containsText("pas la forme d’un jeton");
            page.locator("[data-test=token]").fill("other-token");
            page.locator("[data-test=token-send]").click();
            assertThat(page.locator("[role=alert]")).containsText("ou plus, ce jeton");
            page.locator("[data-test=token]").fill("good-token");
            page.locator("[data-test=token-send]").click();
            assertThat(page.locator("[data-test=photo-sum]")).containsText("1 message");
            assertThat(page.locator("[data-test=for-now]")).containsText("mot de passe d’application");
            assertThat(page.locator("[data-test=take-all]")).hasCount(0);
            assertThat(page.locator("[data-test=to-elsewhere-reply]")).hasCount(0);
            visit.isWellBehaved().isAccessible().picture("connexion-jeton-1440");
            org.assertj.core.api.Assertions.assertThat(kept())
                    .as("nothing is kept")
                    .isZero();
            for (var table : new String[] {"identity.spring_session_attributes", "audit.entry", "mailstore.elsewhere"})
                org.assertj.core.api.Assertions.assertThat(jdbc.sql("select count(*) from " + table
                                        + " t where t::text like '%good-token%' or t::text like '%"
                                        + HexFormat.of().formatHex("good-token".getBytes(StandardCharsets.US_ASCII))
                                        + "%'")
                                .query(Long.class)
                                .single())
                        .as(table)
                        .isZero();
            page.navigate(here);
            page.locator("[data-test=look]").click();
            assertThat(page.locator("[data-test=photo]")).isVisible();
            try (var other = visit(DOCTOR, 390, ColorScheme.DARK)) {
                other.page().navigate(here);
                assertThat(other.page().locator("[data-test=for-now]")).hasCount(0);
                other.isWellBehaved().isAccessible().fitsItsWidth().picture("connexion-jeton-390");
                org.assertj.core.api.Assertions.assertThat(other.page()
                                .navigate(here.replace("/connexion", "/recuperer"))
                                .status())
                        .isEqualTo(404);
            }
            TOKEN_OVER.set(true);
            page.navigate(here);
            page.locator("[data-test=look]").click();
            assertThat(page.locator("[role=alert]")).containsText("ou plus, ce jeton");
            assertThat(page.locator("[data-test=for-now]")).hasCount(0);
            TOKEN_OVER.set(false);
            page.locator("[data-test=token]").fill("good-token");
            page.locator("[data-test=token-send]").click();
            page.locator("[data-test=forget-token]").click();
            assertThat(page.locator("[data-test=done]")).containsText("oublié");
            assertThat(page.locator("[data-test=for-now]")).hasCount(0);
        }
    }

    private long kept() {
        return jdbc.sql("select count(*) from mailstore.elsewhere")
                .query(Long.class)
                .single();
    }

    @Test
    void aMailboxThatIsHeldHereHasNoSuchPageAndADelegateIsOfferedNone() {
        try (var visit = visit(DOCTOR, 1280, ColorScheme.DARK)) {
            var page = visit.to("/mes-boites").page();
            page.locator(
                            "[data-test=box][data-address='camille.lefevre@balise-demo.mssante.fr'] [data-test=box-address]")
                    .click();
            assertThat(page.locator("[data-test=to-connection]")).hasCount(0);
            var answer = page.navigate(page.url() + "/connexion");
            org.assertj.core.api.Assertions.assertThat(answer.status()).isEqualTo(404);
        }
    }
}
