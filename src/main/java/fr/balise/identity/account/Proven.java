package fr.balise.identity.account;

import fr.balise.kernel.NationalPersonId;
import org.jspecify.annotations.Nullable;

/**
 * Who a provider says has logged in.
 *
 * @param provider {@code psc}, {@code staff} or {@code demo}
 * @param nationalId null for people whom only their provider knows
 */
public record Proven(
        String provider,
        String issuer,
        String subject,
        @Nullable NationalPersonId nationalId,
        String name) {}
