package fr.balise.mailbox.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import fr.balise.kernel.MailAddress;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.ElsewhereMail;
import fr.balise.mailstore.InMemoryMailStore;
import fr.balise.testing.DemoPageTest;
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
