package fr.balise.identity.demo;

import fr.balise.identity.Secrets;
import fr.balise.identity.login.Paths;
import fr.balise.kernel.NationalPersonId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The provider itself: a code for a chosen person, tokens for a code, claims for a token. It checks what a strict provider
 * checks (client, redirect address, PKCE, single use, short lives), so that a fault in the login is seen in the demo too.
 */
@Component
@DemoLoginOnly
class DemoProvider {
    static final String CLIENT = "balise-demo";

    /** A mail program of the demo: gets a token for anybody who is named, as the login page does. */
    static final String MAIL_CLIENT = "demo-mail";

    private final String clientSecret = Secrets.fresh();
    private final DemoTokens tokens;
    private final DemoPeople people;
    private final ShortLived<Asked> tickets;
    private final ShortLived<Chosen> codes;
    private final ShortLived<Access> access;
    private final InstantSource clock;

    DemoProvider(DemoTokens tokens, DemoPeople people, InstantSource clock) {
        this.tokens = tokens;
        this.people = people;
        tickets = new ShortLived<>(Duration.ofMinutes(30), clock);
        codes = new ShortLived<>(Duration.ofMinutes(1), clock);
        access = new ShortLived<>(DemoTokens.LIFE, clock);
        this.clock = clock;
    }

    /** An authorization request that waits for somebody to be chosen. */
    private record Asked(String redirectUri, String state, String nonce, String challenge) {}

    private record Chosen(Asked asked, NationalPersonId person) {}

    /** An access token that was given out. */
    private record Access(NationalPersonId person, String client, Instant since) {}

    String clientSecret() {
        return clientSecret;
    }

    /**
     * @param authority host and port under which the portal was called: people are sent back there and nowhere else
     * @return a ticket for {@link #choose}; empty when a strict provider would refuse
     */
    Optional<String> ask(Map<String, String> request, String authority) {
        var back = request.getOrDefault("redirect_uri", "");
        var proper = CLIENT.equals(request.get("client_id"))
                && "code".equals(request.get("response_type"))
                && "S256".equals(request.get("code_challenge_method"))
                && request.getOrDefault("scope", "").contains("openid")
                && back.matches("https?://" + java.util.regex.Pattern.quote(authority + Paths.RETURN + "/demo"));
        var asked = new Asked(
                back,
                request.getOrDefault("state", ""),
                request.getOrDefault("nonce", ""),
                request.getOrDefault("code_challenge", ""));
        return proper && !asked.state().isEmpty() && !asked.challenge().isEmpty()
                ? Optional.of(tickets.put(asked))
                : Optional.empty();
    }

    /** Where the browser goes next, with a code; empty for a ticket that is over. */
    Optional<URI> choose(String ticket, NationalPersonId person) {
        return tickets.take(ticket)
                .map(asked -> UriComponentsBuilder.fromUriString(asked.redirectUri())
                        .queryParam("code", codes.put(new Chosen(asked, person)))
                        .queryParam("state", "{state}")
                        .build(asked.state()));
    }

    /** The answer of the token address; empty for what a strict provider calls {@code invalid_grant}. */
    Optional<Map<String, Object>> exchange(String code, String redirectUri, String verifier) {
        return codes.take(code)
                .filter(chosen -> chosen.asked().redirectUri().equals(redirectUri)
                        && chosen.asked().challenge().equals(challenge(verifier)))
                .map(chosen -> Map.of(
                        "access_token",
                        access.put(new Access(chosen.person(), CLIENT, clock.instant())),
                        "token_type",
                        "Bearer",
                        "expires_in",
                        DemoTokens.LIFE.toSeconds(),
                        "scope",
                        "openid scope_all",
                        "id_token",
                        tokens.idToken(chosen.person(), CLIENT, chosen.asked().nonce())));
    }

    /** The claims of the person behind an access token. */
    Optional<Map<String, Object>> userInfo(String accessToken) {
        return access.get(accessToken).map(Access::person).map(person -> DemoClaims.of(person, people.name(person)));
    }

    /** A token for the mail program of the demo. */
    Map<String, Object> mailToken(NationalPersonId person) {
        return Map.of(
                "access_token",
                access.put(new Access(person, MAIL_CLIENT, clock.instant())),
                "token_type",
                "Bearer",
                "expires_in",
                DemoTokens.LIFE.toSeconds());
    }

    /** What is told of a token, in the form of Pro Santé Connect [RFC7662 2.2]. */
    Map<String, Object> introspect(String token) {
        return access.get(token)
                .map(one -> Map.<String, Object>of(
                        "active",
                        true,
                        "iss",
                        DemoTokens.ISSUER,
                        "sub",
                        DemoClaims.subject(one.person()),
                        "typ",
                        "Bearer",
                        "azp",
                        one.client(),
                        "iat",
                        one.since().getEpochSecond(),
                        "exp",
                        one.since().plus(DemoTokens.LIFE).getEpochSecond(),
                        "SubjectNameID",
                        one.person().value()))
                .orElseGet(() -> Map.of("active", false));
    }

    /** [RFC7636 4.2] */
    private static String challenge(String verifier) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Secrets.hash(verifier));
    }

    /** Compares without telling by its time how much was right. */
    boolean isClient(String id, String secret) {
        return MessageDigest.isEqual(CLIENT.getBytes(StandardCharsets.UTF_8), id.getBytes(StandardCharsets.UTF_8))
                & Secrets.same(clientSecret, secret);
    }
}
