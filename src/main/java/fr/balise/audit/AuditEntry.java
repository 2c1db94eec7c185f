package fr.balise.audit;

import java.time.Instant;

/**
 * One sensitive act, as it was told.
 *
 * @param before JSON object of the values before the act; {@code {}} where there were none
 * @param sealed whether it stands in the chain already; a second after its commit it does
 */
public record AuditEntry(
        long id, Instant at, String actor, String action, String target, String before, String after, boolean sealed) {}
