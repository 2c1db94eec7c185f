package fr.balise.identity;

import fr.balise.kernel.NationalPersonId;
import java.util.EnumSet;
import java.util.Set;

/**
 * The person whose mailboxes a page shows, and what the actor may do for that person now. Built by {@link Rights} alone, from
 * the database, at each request: a revoked delegation ends with the next click.
 */
public record Subject(Actor actor, NationalPersonId person, Set<Right> rights) {

    public enum Right {
        /** See mailboxes, findings and requests. */
        VIEW,
        /** Prepare requests and answers; the holder approves. */
        PREPARE,
        /** Decide: confirm, send, declare. The holder alone has it. */
        DECIDE
    }

    public Subject {
        rights = Set.copyOf(rights);
    }

    public boolean may(Right right) {
        return rights.contains(right);
    }

    /**
     * Somebody without any national number, as IT staff often are: no mailbox is in such a person's name, those of the structures that
     * he or she manages are shown.
     */
    public static Subject ofStaff(Actor actor) {
        return new Subject(actor, staff(actor), EnumSet.allOf(Right.class));
    }

    private static NationalPersonId staff(Actor actor) {
        return new NationalPersonId("account:" + actor.account());
    }

    /** Whether the actor is the person itself. */
    public boolean isSelf() {
        return person.equals(actor.nationalId()) || actor.nationalId() == null && person.equals(staff(actor));
    }
}
