package fr.balise.portal.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Whatever answers "not now" says when to ask again [RFC9110 10.2.3]: pages, APIs and error pages alike. Whoever knows better says so
 * first.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class Later extends OncePerRequestFilter {
    /** What is being prepared or restarted is there after a few of these. */
    private static final String SECONDS = "5";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, new Told(response));
    }

    /** The error page answers in a dispatch of its own. */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    private static final class Told extends HttpServletResponseWrapper {
        Told(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void setStatus(int status) {
            tell(status);
            super.setStatus(status);
        }

        @Override
        public void sendError(int status) throws IOException {
            tell(status);
            super.sendError(status);
        }

        @Override
        public void sendError(int status, String message) throws IOException {
            tell(status);
            super.sendError(status, message);
        }

        private void tell(int status) {
            if (status == SC_SERVICE_UNAVAILABLE && !containsHeader(HttpHeaders.RETRY_AFTER))
                setHeader(HttpHeaders.RETRY_AFTER, SECONDS);
        }
    }
}
