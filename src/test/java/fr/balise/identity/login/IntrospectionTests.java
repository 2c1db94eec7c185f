package fr.balise.identity.login;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.identity.BearerTokens.Reading;
import fr.balise.identity.login.IdentitySettings.Provider;
import fr.balise.testing.TokenServer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;

/** How a provider is asked about tokens, and for how long its answer is believed. */
class IntrospectionTests {
    private static final class Clock implements InstantSource {
        private Instant now = Instant.now();

        @Override
        public Instant instant() {
            return now;
        }
    }

    private final Clock clock = new Clock();

    private static Provider settings(String secret, String uri) {
        return new Provider(
                true,
                "",
                TokenServer.CLIENT,
                secret,
                secret.isEmpty() ? "psc" : "",
                "https://x.test/auth",
                "https://x.test/token",
                "https://x.test/userinfo",
                "https://x.test/certs",
                null,
                TokenServer.ISSUER,
                null,
                null,
                uri.isEmpty() ? null : URI.create(uri),
                "mail-program, other-program");
    }

    private Introspection asking(String secret, String uri) {
        var beans = new StaticListableBeanFactory();
        beans.addBean(
                "psc",
                new ConfiguredProvider("psc", settings(secret, uri), true, null, new DefaultSslBundleRegistry()));
        return new Introspection(new Registrations(beans.getBeanProvider(OpenIdProvider.class)), clock);
    }

    private Introspection asking() {
        return asking(TokenServer.SECRET, TokenServer.uri());
    }

    private String known(String token) {
        TokenServer.answers(token, 200, TokenServer.good("899700000013", clock.now.getEpochSecond() + 120));
        return token;
    }

    @Test
    void anAnswerIsBelievedForHalfAMinute() {
        var token = known("token-believed-for-half-a-minute");
        var tokens = asking();
        for (int i = 0; i < 5; i++) assertThat(tokens.read(token)).isInstanceOf(Reading.Of.class);
        clock.now = clock.now.plusSeconds(29);
        TokenServer.answers(token, 200, "{\"active\":false}");
        assertThat(tokens.read(token)).isInstanceOf(Reading.Of.class);
        assertThat(TokenServer.asked(token)).isEqualTo(1);
        clock.now = clock.now.plusSeconds(1);
        assertThat(tokens.read(token)).isEqualTo(new Reading.Refused("not-active"));
    }

    @Test
    void noAnswerIsBelievedBeyondTheEndOfTheToken() {
        var token = "token-that-ends-soon-indeed";
        TokenServer.answers(token, 200, TokenServer.good("899700000013", clock.now.getEpochSecond() + 3));
        var tokens = asking();
        assertThat(tokens.read(token)).isInstanceOf(Reading.Of.class);
        clock.now = clock.now.plus(Duration.ofSeconds(4));
        assertThat(tokens.read(token)).isEqualTo(new Reading.Refused("over"));
    }

    @Test
    void aRefusalIsForgottenAfterFiveSeconds() {
        var token = "token-that-comes-to-be-known";
        var tokens = asking();
        assertThat(tokens.read(token)).isInstanceOf(Reading.Refused.class);
        known(token);
        assertThat(tokens.read(token)).isInstanceOf(Reading.Refused.class);
        clock.now = clock.now.plusSeconds(5);
        assertThat(tokens.read(token)).isInstanceOf(Reading.Of.class);
    }

    @Test
    void withoutTheRightSecretTheProviderTellsNothing() {
        assertThat(asking("wrong", TokenServer.uri()).read(known("token-and-a-wrong-secret")))
                .isEqualTo(new Reading.Unanswered());
    }

    @Test
    void aProviderThatIsNotThereLeavesItOpen() {
        assertThat(asking(TokenServer.SECRET, "http://127.0.0.1:1/introspect").read("token-and-nobody-answers"))
                .isEqualTo(new Reading.Unanswered());
    }

    @Test
    void whereNoAddressIsSetTokensOpenNothing() {
        assertThat(asking(TokenServer.SECRET, "").read(known("token-and-nobody-to-ask")))
                .isEqualTo(new Reading.Refused("nobody-to-ask"));
    }

    @Test
    void whatCannotBeATokenIsNotSentOn() {
        for (var text : List.of("", "short", "with a blank inside of it", "x".repeat(9_000), "line\nbreak-in-a-token"))
            assertThat(asking().read(text)).isEqualTo(new Reading.Refused("not-a-token"));
    }

    @Test
    void manyTokensDoNotFillTheMemory() {
        var tokens = asking(TokenServer.SECRET, "");
        for (int i = 0; i < 30_000; i++) tokens.read("token-number-" + 1_000_000 + i);
        assertThat(tokens.size()).isLessThanOrEqualTo(10_000);
    }
}
