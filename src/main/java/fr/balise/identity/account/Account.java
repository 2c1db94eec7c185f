package fr.balise.identity.account;

import fr.balise.kernel.NationalPersonId;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code identity.account}.
 *
 * @param invited made with an invitation and opened by a passkey: nobody but the inviting holder says who this is
 */
public record Account(long id, @Nullable NationalPersonId nationalId, String name, boolean operator, boolean invited) {
    /** Who issued the subjects of such accounts: Balise itself. */
    static final String OWN_ISSUER = "balise";

    /** The form in which an act names this account, as actor and as target. */
    public String auditName() {
        return "account:" + id;
    }
}
