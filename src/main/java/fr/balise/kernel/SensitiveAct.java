package fr.balise.kernel;

import java.time.Instant;
import java.util.Map;

/**
 * An act that must leave a trace. Publish it inside the transaction that does the act: {@code audit} writes the row in that
 * same transaction, so that neither exists without the other.
 *
 * @param actor stable id of who acted: {@code account:12}, {@code key:3}, {@code system}
 * @param action room and verb, for instance {@code mailbox.declare}
 * @param target what was acted on: {@code address:841}, {@code person:17}; ids, never names
 * @param before values that the act changed, as they were; no message content, no secret
 * @param after the same values as they are now
 */
public record SensitiveAct(
        String actor, String action, String target, Map<String, String> before, Map<String, String> after, Instant at)
        implements DomainEvent {

    public SensitiveAct {
        before = Map.copyOf(before);
        after = Map.copyOf(after);
    }
}
