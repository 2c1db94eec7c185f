package fr.balise.identity.login;

import fr.balise.identity.account.Proven;
import fr.balise.kernel.NationalPersonId;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads who a person is from what a provider says. Pro Santé Connect leaves out whatever it does not know of somebody, even
 * {@code sub} in the userinfo answer; only the national id cannot be done without.
 */
final class Claims {

    sealed interface Reading {
        record Known(Proven person) implements Reading {}

        /** @param reason a code for the audit: it repeats nothing of the answer */
        record Refused(String reason) implements Reading {}
    }

    private Claims() {}

    static Reading read(
            String provider, boolean givesNationalIds, Map<String, Object> idToken, Map<String, Object> userInfo) {
        var issuer = text(idToken, "iss");
        var subject = text(idToken, "sub");
        if (issuer == null || subject == null) return new Reading.Refused("no-subject");
        var person = givesNationalIds ? nationalId(userInfo, idToken) : null;
        if (givesNationalIds && person == null) return new Reading.Refused("no-national-id");
        if (!sameSubject(idToken, userInfo, subject, person)) return new Reading.Refused("other-subject");
        return new Reading.Known(new Proven(provider, issuer, subject, person, name(userInfo, idToken, person)));
    }

    private static @Nullable NationalPersonId nationalId(Map<String, Object> userInfo, Map<String, Object> idToken) {
        var value = Stream.of(userInfo, idToken)
                .flatMap(claims -> Stream.of("SubjectNameID", "preferred_username")
                        .map(claim -> text(claims, claim))
                        .filter(Objects::nonNull))
                .findFirst()
                .orElse(null);
        try {
            return value == null ? null : new NationalPersonId(value);
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    /**
     * Both answers must be about one person [OIDC1 5.3.2]. Where the userinfo answer has no {@code sub}, the id token itself must
     * name the national id: as a claim, or at the end of its {@code sub} ({@code f:uuid:8997…}).
     */
    private static boolean sameSubject(
            Map<String, Object> idToken,
            Map<String, Object> userInfo,
            String subject,
            @Nullable NationalPersonId person) {
        var other = text(userInfo, "sub");
        if (other != null) return other.equals(subject);
        return person != null
                && (person.value().equals(text(idToken, "SubjectNameID"))
                        || person.value().equals(text(idToken, "preferred_username"))
                        || subject.equals(person.value())
                        || subject.endsWith(":" + person.value()));
    }

    private static String name(
            Map<String, Object> userInfo, Map<String, Object> idToken, @Nullable NationalPersonId person) {
        for (var claims : Stream.of(userInfo, idToken).toList()) {
            var parts = Stream.of(text(claims, "given_name"), text(claims, "family_name"))
                    .filter(Objects::nonNull)
                    .collect(Collectors.joining(" "));
            if (!parts.isEmpty()) return shown(parts);
            var whole = text(claims, "name");
            if (whole != null) return shown(whole);
        }
        return person == null
                ? "?"
                : "…" + person.value().substring(Math.max(0, person.value().length() - 4));
    }

    /** Pro Santé Connect writes first names in capitals as well: {@code CAMILLE LECLERC-ESSAI} is shown as it came. */
    private static String shown(String name) {
        var clean = name.replaceAll("\\p{Cntrl}", " ").strip();
        return clean.length() > 200 ? clean.substring(0, 200) : clean;
    }

    private static @Nullable String text(Map<String, Object> claims, String name) {
        var value = claims.get(name);
        return value == null || value.toString().isBlank() ? null : value.toString();
    }

    /** Whether {@code given} is the level asked for, or a higher one of the same scale. */
    static boolean reaches(@Nullable String given, String asked) {
        if (given == null) return false;
        var one = given.toLowerCase(Locale.ROOT);
        var other = asked.toLowerCase(Locale.ROOT);
        if (one.equals(other)) return true;
        return one.matches("eidas[1-3]") && other.matches("eidas[1-3]") && one.compareTo(other) > 0;
    }
}
