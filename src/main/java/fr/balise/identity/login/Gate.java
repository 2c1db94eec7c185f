package fr.balise.identity.login;

import fr.balise.identity.account.Logins;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;

/** What happens to a request that may not pass: on to the login, or told so. */
@Component
class Gate implements AuthenticationEntryPoint, AccessDeniedHandler {
    private final Logins logins;

    Gate(Logins logins) {
        this.logins = logins;
    }

    /** Nobody is logged in. */
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException cause)
            throws IOException {
        if (Problems.fitFor(request)) {
            Problems.write(response, HttpStatus.UNAUTHORIZED, "Log in first.");
        } else if (request.getHeader("HX-Request") != null) {
            // A fragment cannot show the login page: the browser is told to go there as a whole.
            response.setHeader("HX-Redirect", Paths.LOGIN);
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
        } else {
            if (request.getMethod().equals("GET")) Wanted.remember(request);
            response.sendRedirect(Paths.LOGIN);
        }
    }

    /** Somebody is logged in and asks for more than is allowed, or a form came without its token. */
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException cause)
            throws IOException {
        var who = SecurityContextHolder.getContext().getAuthentication();
        if (who != null && who.getPrincipal() instanceof LoggedIn account)
            logins.denied(account.getName(), request.getMethod(), place(request.getRequestURI()));
        if (Problems.fitFor(request)) Problems.write(response, HttpStatus.FORBIDDEN, "Not allowed.");
        else response.sendError(HttpStatus.FORBIDDEN.value());
    }

    private static String place(String path) {
        int end = path.indexOf('/', 1);
        return end < 0 ? path : path.substring(0, end);
    }
}
