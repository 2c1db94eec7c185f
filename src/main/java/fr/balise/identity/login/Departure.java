package fr.balise.identity.login;

import fr.balise.identity.account.Logins;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.web.authentication.logout.LogoutHandler;
import org.springframework.security.web.authentication.logout.LogoutSuccessHandler;
import org.springframework.stereotype.Component;

/** What logging out does besides ending the session: a trace, and the end of the provider's own session where it offers that. */
@Component
class Departure implements LogoutHandler {
    private final Logins logins;
    private final OidcClientInitiatedLogoutSuccessHandler onward;

    Departure(Logins logins, Registrations registrations, IdentitySettings settings) {
        this.logins = logins;
        onward = new OidcClientInitiatedLogoutSuccessHandler(registrations);
        onward.setDefaultTargetUrl("/");
        onward.setPostLogoutRedirectUri((settings.baseUrl() == null ? "{baseUrl}" : settings.baseUrl()) + "/");
    }

    @Override
    public void logout(HttpServletRequest request, HttpServletResponse response, @Nullable Authentication who) {
        if (who != null && who.getPrincipal() instanceof LoggedIn account) logins.leave(account.getName());
    }

    /** By way of the provider to the first page, which sends on to the login whoever was asked to log in again. */
    LogoutSuccessHandler onward() {
        return (request, response, who) -> {
            Wanted.comeBack(request);
            onward.onLogoutSuccess(request, response, who);
        };
    }
}
