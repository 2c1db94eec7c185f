package fr.balise.portal.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives each request a reference, which stands on every line of the log and on the page that says that something failed. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class Correlation extends OncePerRequestFilter {
    static final String ATTRIBUTE = Correlation.class.getName();
    private static final String LOGGED_AS = "reference";
    private static final SecureRandom RANDOM = new SecureRandom();

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var reference = reference();
        request.setAttribute(ATTRIBUTE, reference);
        response.setHeader("X-Request-Id", reference);
        MDC.put(LOGGED_AS, reference);
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove(LOGGED_AS);
        }
    }

    /** Short enough to be read out on the telephone. */
    private static String reference() {
        var bytes = new byte[5];
        RANDOM.nextBytes(bytes);
        var word = HexFormat.of().withUpperCase().formatHex(bytes);
        return word.substring(0, 5) + "-" + word.substring(5);
    }
}
