package fr.balise.identity.login;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends a session eight hours after the login, however busy it is. Both times are those that the session store keeps: the demo's
 * clock may leap by weeks without throwing anybody out.
 */
class OldSessions extends OncePerRequestFilter {
    static final Duration LONGEST = Duration.ofHours(8);
    private static final String SINCE = "balise.since";

    static void begin(HttpSession session) {
        session.setAttribute(SINCE, session.getLastAccessedTime());
    }

    /** Since the login; empty where there was none. */
    static Optional<Duration> age(HttpSession session) {
        return session.getAttribute(SINCE) instanceof Long since
                ? Optional.of(Duration.ofMillis(session.getLastAccessedTime() - since))
                : Optional.empty();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var session = request.getSession(false);
        if (session != null && isOver(session)) session.invalidate();
        chain.doFilter(request, response);
    }

    private static boolean isOver(HttpSession session) {
        return age(session).filter(age -> age.compareTo(LONGEST) > 0).isPresent();
    }
}
