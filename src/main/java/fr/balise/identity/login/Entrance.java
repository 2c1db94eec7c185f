package fr.balise.identity.login;

import fr.balise.identity.account.Account;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.web.authentication.session.ChangeSessionIdAuthenticationStrategy;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.csrf.CsrfAuthenticationStrategy;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.stereotype.Component;

/** Logs somebody in whom Balise itself checked, as a provider's answer does: a new session id, a new form token, nothing but the id. */
@Component
public class Entrance {
    private final ChangeSessionIdAuthenticationStrategy ids = new ChangeSessionIdAuthenticationStrategy();
    private final CsrfAuthenticationStrategy formTokens =
            new CsrfAuthenticationStrategy(new HttpSessionCsrfTokenRepository());
    private final HttpSessionSecurityContextRepository contexts = new HttpSessionSecurityContextRepository();

    /** @return the page that was wanted before */
    public String enter(Account account, String means, HttpServletRequest request, HttpServletResponse response) {
        var who = new OAuth2AuthenticationToken(new LoggedIn(account, null), List.of(), means);
        ids.onAuthentication(who, request, response);
        formTokens.onAuthentication(who, request, response);
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(who);
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
        var session = request.getSession();
        OldSessions.begin(session);
        return Wanted.take(session);
    }
}
