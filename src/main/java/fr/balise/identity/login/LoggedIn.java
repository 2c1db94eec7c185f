package fr.balise.identity.login;

import fr.balise.identity.account.Account;
import java.io.Serial;
import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.OidcUserInfo;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/**
 * What a session remembers of a login: which account, and the token that ends the provider's own session. No role and no claim:
 * rights are read from the database at each request.
 */
public final class LoggedIn implements OidcUser, Serializable {
    @Serial
    private static final long serialVersionUID = 1;

    private final long account;
    private final OidcIdToken logoutHint;

    /** @param logoutHint the value of the id token; null where the provider's session is not ended from here */
    public LoggedIn(Account account, @Nullable String logoutHint) {
        this.account = account.id();
        // Of the claims only what the type demands: what a session does not hold, it cannot leak.
        this.logoutHint = new OidcIdToken(
                logoutHint == null ? "none" : logoutHint, null, null, Map.of("sub", account.auditName()));
    }

    public long account() {
        return account;
    }

    /** Also the name under which the sessions of this account are found. */
    @Override
    public String getName() {
        return "account:" + account;
    }

    @Override
    public OidcIdToken getIdToken() {
        return logoutHint;
    }

    @Override
    public @Nullable OidcUserInfo getUserInfo() {
        return null;
    }

    @Override
    public Map<String, Object> getClaims() {
        return Map.of();
    }

    @Override
    public Map<String, Object> getAttributes() {
        return Map.of();
    }

    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
        return List.of();
    }
}
