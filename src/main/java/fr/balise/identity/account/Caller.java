package fr.balise.identity.account;

import fr.balise.identity.Actor;
import fr.balise.identity.Rights;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Who asks, for traces and limits: an account, the command line, or the application itself. */
@Component
public class Caller {
    private final Rights rights;

    Caller(Rights rights) {
        this.rights = rights;
    }

    /** {@code account:12}, or {@code system} for the command line and for what runs by itself. */
    String auditName() {
        return rights.actor().map(Actor::auditName).orElse("system");
    }

    /** Its network address; {@code here} outside of requests. */
    public String address() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
                ? request.getRequest().getRemoteAddr()
                : "here";
    }
}
