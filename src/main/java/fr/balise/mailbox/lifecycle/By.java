package fr.balise.mailbox.lifecycle;

import fr.balise.identity.Actor;

/**
 * Who did something.
 *
 * @param actor stable id as traces name it: {@code account:12}, {@code system}
 * @param name for the screen; empty for what Balise did itself
 */
public record By(String actor, String name) {
    public static final By SYSTEM = new By("system", "");

    public static By of(Actor actor) {
        return new By(actor.auditName(), actor.name());
    }
}
