package fr.balise.identity.login;

import fr.balise.identity.FreshLogin;
import java.time.Duration;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Asks the session when it began. */
@Component
class FreshLoginNow implements FreshLogin {
    @Override
    public boolean within(Duration time) {
        if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes now)) return false;
        var session = now.getRequest().getSession(false);
        return session != null
                && OldSessions.age(session)
                        .filter(age -> age.compareTo(time) <= 0)
                        .isPresent();
    }

    @Override
    public boolean isDue() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes now
                && Wanted.again(now.getRequest());
    }
}
