package fr.balise.identity.account;

import fr.balise.kernel.NationalPersonId;
import org.jspecify.annotations.Nullable;

/** A row of {@code identity.account}. */
public record Account(long id, @Nullable NationalPersonId nationalId, String name, boolean operator) {

    /** The form in which an act names this account, as actor and as target. */
    public String auditName() {
        return "account:" + id;
    }
}
