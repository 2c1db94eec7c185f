package fr.balise.identity.login;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.identity.BearerTokens.Reading;
import fr.balise.kernel.NationalPersonId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which answers about a token open something: a good one, and each way in which it can be wrong. */
class TokenClaimsTests {
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final long SECONDS = NOW.getEpochSecond();
    private static final TokenClaims RULES = new TokenClaims("https://psc.test", Set.of("balise", "mail-program"));

    private static final Map<String, Object> GOOD = Map.of(
            "active", true,
            "iss", "https://psc.test",
            "sub", "f:00000000-0000-0000-0000-000000000001:899700000013",
            "typ", "Bearer",
            "azp", "mail-program",
            "iat", SECONDS - 10,
            "exp", SECONDS + 110,
            "SubjectNameID", "899700000013");

    private static Map<String, Object> with(String claim, @Nullable Object value) {
        var claims = new HashMap<>(GOOD);
        if (value == null) claims.remove(claim);
        else claims.put(claim, value);
        return claims;
    }

    private static void opens(Map<String, Object> answer) {
        assertThat(RULES.read(answer, NOW))
                .isEqualTo(new Reading.Of(new NationalPersonId("899700000013"), NOW.plusSeconds(110)));
    }

    @Test
    void aTokenOfAPersonOpens() {
        opens(GOOD);
        opens(with("aud", "balise"));
        opens(with("aud", List.of("account", "mail-program")));
        opens(with("sub", null));
        opens(with("typ", null));
        opens(with("iat", SECONDS + 20)); // clocks differ
        var byClientId = with("azp", null);
        byClientId.put("client_id", "balise");
        opens(byClientId);
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("not-active", with("active", false)),
                Arguments.of("not-active", with("active", null)),
                Arguments.of("not-active", with("active", "true")),
                Arguments.of("not-active", Map.of()),
                Arguments.of("other-issuer", with("iss", "https://psc.test.evil.test")),
                Arguments.of("other-issuer", with("iss", null)),
                Arguments.of("not-an-access-token", with("typ", "ID")),
                Arguments.of("not-an-access-token", with("typ", "Refresh")),
                Arguments.of("bound-to-a-certificate", with("cnf", Map.of("x5t#S256", "abc"))),
                Arguments.of("other-client", with("azp", "another-service")),
                Arguments.of("other-client", with("azp", null)),
                Arguments.of("other-client", with("azp", List.of("mail-program"))),
                Arguments.of("other-client", with("aud", "another-service")),
                Arguments.of("other-client", with("aud", List.of())),
                Arguments.of("other-client", with("aud", 7)),
                Arguments.of("over", with("exp", SECONDS)),
                Arguments.of("over", with("exp", SECONDS - 1)),
                Arguments.of("over", with("exp", null)),
                Arguments.of("over", with("exp", "soon")),
                Arguments.of("over", with("exp", -1)),
                Arguments.of("over", with("exp", Long.MAX_VALUE)),
                Arguments.of("not-yet", with("iat", SECONDS + 60)),
                Arguments.of("not-yet", with("nbf", SECONDS + 3600)),
                Arguments.of("not-yet", with("nbf", "later")),
                Arguments.of("no-person", with("SubjectNameID", null)),
                Arguments.of("no-person", with("SubjectNameID", " ")),
                Arguments.of("no-person", with("SubjectNameID", "8997\n1")),
                Arguments.of("no-person", with("SubjectNameID", "8".repeat(400))),
                Arguments.of("no-person", with("SubjectNameID", List.of("899700000013"))),
                Arguments.of("no-person", with("SubjectNameID", "899700000021")));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void anythingElseIsRefused(String reason, Map<String, Object> answer) {
        assertThat(RULES.read(answer, NOW)).isEqualTo(new Reading.Refused(reason));
    }
}
