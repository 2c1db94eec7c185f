package fr.balise.mailbox;

import fr.balise.kernel.MailAddress;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What counts now of all that a person said of one mailbox. */
record Said(
        MailAddress address,
        boolean byHand,
        boolean hidden,
        @Nullable Serving serving,
        @Nullable Reading reading) {

    /** @param situation null for all places */
    record Serving(@Nullable Long situation, Instant at, String by) {}

    record Reading(boolean read, Instant at, String by) {}

    static Said nothing(MailAddress address) {
        return new Said(address, false, false, null, null);
    }

    /** By key of the address, in the order in which the mailboxes were first spoken of. @param statements oldest first */
    static Map<String, Said> of(List<Statement> statements) {
        var said = new LinkedHashMap<String, Said>();
        for (var statement : statements)
            said.compute(
                    statement.address().key(),
                    (key, before) -> (before == null ? nothing(statement.address()) : before).then(statement));
        return said;
    }

    Said then(Statement next) {
        return switch (next.kind()) {
            case BY_HAND -> new Said(next.address(), true, hidden, serving, reading);
            case WITHDRAWN -> nothing(address); // whoever adds it again is asked again
            case SERVES ->
                new Said(address, byHand, hidden, new Serving(next.situation(), next.at(), next.by()), reading);
            case READ, NOT_READ ->
                new Said(
                        address,
                        byHand,
                        hidden,
                        serving,
                        new Reading(next.kind() == Statement.Kind.READ, next.at(), next.by()));
            case NOT_MINE -> new Said(address, byHand, true, serving, reading);
            case MINE -> new Said(address, byHand, false, serving, reading);
        };
    }
}
