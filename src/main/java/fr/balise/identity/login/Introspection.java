package fr.balise.identity.login;

import fr.balise.identity.BearerTokens;
import fr.balise.identity.BearerTokens.Reading.Of;
import fr.balise.identity.BearerTokens.Reading.Refused;
import fr.balise.identity.BearerTokens.Reading.Unanswered;
import fr.balise.identity.Secrets;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.stereotype.Service;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Asks the provider about a token: client known by secret, or by its certificate [RFC8705 2]. What was answered is remembered for half a
 * minute, under a hash of the token, so that a telephone that opens four connections asks once, and a token that was withdrawn opens
 * nothing for longer than that.
 */
@Service
class Introspection implements BearerTokens {
    private static final Logger LOG = LoggerFactory.getLogger(Introspection.class);
    private static final ParameterizedTypeReference<Map<String, Object>> CLAIMS = new ParameterizedTypeReference<>() {};

    /** [RFC6750 2.1]; longer ones than any provider's are not sent on. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]{16,8192}=*");

    private static final Duration REMEMBERED = Duration.ofSeconds(30);

    /** A refusal is shorter: the token may have been asked about before it was known everywhere. */
    private static final Duration REFUSAL_REMEMBERED = Duration.ofSeconds(5);

    private static final int MOST = 10_000;

    private final Registrations registrations;
    private final InstantSource clock;
    private final Map<String, RestClient> clients = new ConcurrentHashMap<>();
    private final Map<String, Remembered> remembered = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
            return size() > MOST;
        }
    };

    Introspection(Registrations registrations, InstantSource clock) {
        this.registrations = registrations;
        this.clock = clock;
    }

    private record Remembered(Reading reading, Instant until) {}

    @Override
    public Reading read(String token) {
        if (!TOKEN.matcher(token).matches()) return new Refused("not-a-token");
        var key = HexFormat.of().formatHex(Secrets.hash(token));
        var known = recall(key);
        if (known != null) return known;
        var reading = ask(token);
        remember(key, reading);
        return reading;
    }

    /** Each provider that can be asked, until one knows the token. One that does not answer leaves it open what the token is. */
    private Reading ask(String token) {
        Reading last = new Refused("nobody-to-ask");
        for (var provider : registrations.providers()) {
            if (provider.introspectionUri() == null) continue;
            var reading = ask(provider, token);
            if (reading instanceof Of) return reading;
            if (!(last instanceof Unanswered)) last = reading;
        }
        return last;
    }

    private Reading ask(OpenIdProvider provider, String token) {
        try {
            var answer = call(provider, token);
            if (answer == null) return new Unanswered();
            return TokenClaims.of(provider).read(answer, clock.instant());
        } catch (RestClientException failed) {
            LOG.warn(
                    "{} could not be asked about a token: {}",
                    provider.id(),
                    failed.getClass().getSimpleName());
            return new Unanswered();
        }
    }

    private @Nullable Map<String, Object> call(OpenIdProvider provider, String token) {
        var registration = provider.registration();
        var secret =
                registration.getClientAuthenticationMethod().equals(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
        var form = "token=" + encoded(token) + "&token_type_hint=access_token"
                + (secret ? "" : "&client_id=" + encoded(registration.getClientId()));
        return clients.computeIfAbsent(provider.id(), _ -> provider.calls().build())
                .post()
                .uri(java.util.Objects.requireNonNull(provider.introspectionUri()))
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .accept(MediaType.APPLICATION_JSON)
                .headers(headers -> {
                    if (secret)
                        headers.setBasicAuth(
                                encoded(registration.getClientId()), encoded(registration.getClientSecret()));
                })
                .body(form)
                .retrieve()
                .body(CLAIMS);
    }

    /** [RFC6749 2.3.1] encodes both parts before they are joined. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private synchronized @Nullable Reading recall(String key) {
        var known = remembered.get(key);
        if (known == null) return null;
        if (clock.instant().isBefore(known.until())) return known.reading();
        remembered.remove(key);
        return null;
    }

    synchronized int size() {
        return remembered.size();
    }

    /** An outage is not remembered. */
    private synchronized void remember(String key, Reading reading) {
        var now = clock.instant();
        switch (reading) {
            case Of(var _, var until) -> {
                var end = now.plus(REMEMBERED);
                remembered.put(key, new Remembered(reading, until.isBefore(end) ? until : end));
            }
            case Refused _ -> remembered.put(key, new Remembered(reading, now.plus(REFUSAL_REMEMBERED)));
            case Unanswered _ -> {}
        }
    }
}
