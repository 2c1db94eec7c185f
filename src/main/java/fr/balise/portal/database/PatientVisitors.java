package fr.balise.portal.database;

import fr.balise.kernel.Patience;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Whoever asks for a page or calls an API is told in bounded time that the database does not answer. Before the session is read. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class PatientVisitors extends OncePerRequestFilter {
    /** For one answer of the database, not for the whole page; more than a search may take. */
    private static final Duration LONGEST = Duration.ofSeconds(45);

    /** The command line loads and saves everything through it, and waits as long as that takes. */
    private static final String COMMAND_LINE = "/api/admin/";

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith(COMMAND_LINE);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            Patience.within(LONGEST, () -> {
                chain.doFilter(request, response);
                return true;
            });
        } catch (IOException | ServletException | RuntimeException | Error told) {
            throw told;
        } catch (Throwable other) {
            throw new ServletException(other);
        }
    }
}
