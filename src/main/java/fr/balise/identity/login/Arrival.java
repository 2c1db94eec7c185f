package fr.balise.identity.login;

import fr.balise.identity.account.Logins;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.stereotype.Component;

/** What follows a login: on to the page that was wanted, or back to the login page with a plain reason. */
@Component
class Arrival implements AuthenticationSuccessHandler, AuthenticationFailureHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Arrival.class);

    /** Reasons that the audit keeps as they are. Everything else is {@code other}: providers may write anything. */
    private static final Set<String> KNOWN = Set.of(
            "access_denied",
            "authorization_request_not_found",
            "client_registration_not_found",
            "invalid_id_token",
            "invalid_nonce",
            "invalid_state_parameter",
            "invalid_token_response",
            "login_required",
            "low-acr",
            "no-national-id",
            "no-subject",
            "no-userinfo",
            "other-subject",
            "server_error",
            "temporarily_unavailable");

    private final Logins logins;

    Arrival(Logins logins) {
        this.logins = logins;
    }

    @Override
    public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response, Authentication who)
            throws IOException {
        var session = request.getSession();
        OldSessions.begin(session);
        response.sendRedirect(Wanted.take(session));
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
            throws IOException {
        var reason = reason(refused);
        LOG.atWarn().addKeyValue("reason", reason).log("login refused");
        logins.refused(provider(request), reason);
        response.sendRedirect(Paths.LOGIN + "?refus=" + shown(reason));
    }

    private static String reason(AuthenticationException refused) {
        if (!(refused instanceof OAuth2AuthenticationException told)) return "other";
        var code = told.getError().getErrorCode();
        var text = String.valueOf(told.getError().getDescription());
        if (text.contains("low-acr")) return "low-acr";
        return KNOWN.contains(code) ? code : "other";
    }

    /** The three things a person can do about it: press again, use a stronger means, or call somebody. */
    private static String shown(String reason) {
        return switch (reason) {
            case "access_denied", "login_required" -> "annule";
            case "low-acr" -> "niveau";
            case "no-national-id", "no-subject", "other-subject" -> "identite";
            default -> "technique";
        };
    }

    private static String provider(HttpServletRequest request) {
        var path = request.getRequestURI();
        return switch (path.substring(path.lastIndexOf('/') + 1)) {
            case "psc" -> "psc";
            case "staff" -> "staff";
            case "demo" -> "demo";
            default -> "unknown";
        };
    }
}
