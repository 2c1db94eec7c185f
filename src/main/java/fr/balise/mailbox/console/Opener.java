package fr.balise.mailbox.console;

import fr.balise.identity.Actor;
import fr.balise.identity.ApiKey;
import fr.balise.mailbox.lifecycle.By;

/** Who has a mailbox opened: a person of the operator, or a program with a key that may. */
public sealed interface Opener {
    record Staff(Actor actor) implements Opener {}

    record Program(ApiKey key) implements Opener {}

    /** Asked at each mailbox: a role or key that was taken away opens nothing more. */
    default boolean mayOpen(String domain) {
        return switch (this) {
            case Staff(var actor) -> actor.is(Actor.Role.OPERATOR);
            case Program(var key) -> key.mayOpen(domain);
        };
    }

    default By by() {
        return switch (this) {
            case Staff(var actor) -> By.of(actor);
            case Program(var key) -> new By(key.auditName(), key.name());
        };
    }
}
