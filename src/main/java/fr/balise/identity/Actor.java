package fr.balise.identity;

import fr.balise.kernel.NationalPersonId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The account that is logged in: a person, never a shared login.
 *
 * @param account id of the account, stable, never reused
 * @param name as the identity provider gave it, for the screen
 * @param nationalId null for people without Pro Santé Connect (secretaries, IT staff)
 * @param roles what the account may be besides the holder of its own mailboxes
 */
public record Actor(long account, String name, @Nullable NationalPersonId nationalId, Set<Role> roles) {

    public enum Role {
        /** Acts for at least one holder who delegated to this account. */
        DELEGATE,
        /** Manages the service mailboxes of at least one structure. */
        MANAGER,
        /** Staff of the operator: loads, sheets, accounts; never reads mail. */
        OPERATOR
    }

    public Actor {
        roles = Set.copyOf(roles);
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }

    /** The form in which {@link fr.balise.kernel.SensitiveAct#actor()} names this account. */
    public String auditName() {
        return "account:" + account;
    }
}
