package fr.balise.identity.login;

import fr.balise.identity.account.Account;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;

/** Ends what an account has open elsewhere: on a device that was lost, for one. */
@Component
public class OtherSessions {
    private final FindByIndexNameSessionRepository<? extends Session> sessions;

    OtherSessions(FindByIndexNameSessionRepository<? extends Session> sessions) {
        this.sessions = sessions;
    }

    public void end(Account account, HttpServletRequest request) {
        var here = request.getSession().getId();
        sessions.findByPrincipalName(account.auditName()).keySet().stream()
                .filter(id -> !id.equals(here))
                .forEach(sessions::deleteById);
    }
}
