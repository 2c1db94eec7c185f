package fr.balise.identity.login;

import fr.balise.identity.BearerTokens.Reading;
import fr.balise.kernel.NationalPersonId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must hold of the answer about a token [RFC7662 2.2] before it opens anything. Pure.
 *
 * @param issuer that must have issued it
 * @param clients for which it may have been issued: a token that somebody gave to another service opens nothing here
 */
record TokenClaims(String issuer, Set<String> clients) {
    /** Clocks of two machines. */
    private static final Duration SKEW = Duration.ofSeconds(30);

    TokenClaims {
        clients = Set.copyOf(clients);
    }

    Reading read(Map<String, Object> answer, Instant now) {
        if (!Boolean.TRUE.equals(answer.get("active"))) return new Reading.Refused("not-active");
        if (!issuer.equals(answer.get("iss"))) return new Reading.Refused("other-issuer");
        // Keycloak tells access tokens (Bearer) from refresh and id tokens.
        if (answer.containsKey("typ") && !"Bearer".equals(answer.get("typ")))
            return new Reading.Refused("not-an-access-token");
        if (answer.containsKey("cnf"))
            return new Reading.Refused("bound-to-a-certificate"); // [RFC8705 3]: SASL shows none
        if (!isForUs(answer)) return new Reading.Refused("other-client");
        var until = instant(answer.get("exp"));
        if (until.isEmpty() || !now.isBefore(until.get())) return new Reading.Refused("over");
        if (isAhead(answer.get("iat"), now) || isAhead(answer.get("nbf"), now)) return new Reading.Refused("not-yet");
        return person(answer)
                .<Reading>map(person -> new Reading.Of(person, until.get()))
                .orElseGet(() -> new Reading.Refused("no-person"));
    }

    /** The client that asked for the token must be one of ours, and whoever it is meant for as well. */
    private boolean isForUs(Map<String, Object> answer) {
        var client = answer.get("azp") instanceof String azp ? azp : answer.get("client_id");
        if (!(client instanceof String known) || !clients.contains(known)) return false;
        return switch (answer.get("aud")) {
            case null -> true; // Pro Santé Connect tells none
            case String one -> clients.contains(one);
            case Collection<?> many -> !Collections.disjoint(many, clients);
            default -> false;
        };
    }

    private static boolean isAhead(@Nullable Object time, Instant now) {
        return time != null
                && instant(time).filter(at -> !at.isAfter(now.plus(SKEW))).isEmpty();
    }

    private static Optional<Instant> instant(@Nullable Object seconds) {
        return seconds instanceof Number number && number.longValue() > 0 && number.longValue() < 1L << 40
                ? Optional.of(Instant.ofEpochSecond(number.longValue()))
                : Optional.empty();
    }

    /** Only access tokens have {@code SubjectNameID}; where {@code sub} ends with a national id, it must be the same. */
    private static Optional<NationalPersonId> person(Map<String, Object> answer) {
        if (!(answer.get("SubjectNameID") instanceof String id)) return Optional.empty();
        if (answer.get("sub") instanceof String sub && sub.startsWith("f:") && !sub.endsWith(":" + id))
            return Optional.empty();
        try {
            return Optional.of(new NationalPersonId(id));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    static TokenClaims of(OpenIdProvider provider) {
        var registration = provider.registration();
        var clients = new java.util.HashSet<>(provider.tokenClients());
        clients.add(registration.getClientId());
        return new TokenClaims(String.valueOf(registration.getProviderDetails().getIssuerUri()), clients);
    }

    static List<String> split(@Nullable String words) {
        return words == null || words.isBlank()
                ? List.of()
                : List.of(words.strip().split("[ ,]+"));
    }
}
