package fr.balise.portal.web;

import fr.balise.directory.FirstLoad;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.stream.Stream;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * While the empty directory is filled, whoever asks for a page is told how far that is, and sees the page as soon as it is there; programs
 * are told when to ask again [RFC9110 10.2.3]. Without it, each of them would wait for tables that stay locked for a minute or two.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2) // after the reference that the page tells, and the check of the host's name
class FirstLoadPages extends OncePerRequestFilter {
    static final String ATTRIBUTE = FirstLoadPages.class.getName();
    private static final String SECONDS = "3";

    /** What never reads the directory, and FHIR, which says the same in its own words. */
    private static final String[] OPEN = {"/assets/", "/webjars/", "/actuator", "/api/admin/", "/aide", "/fhir"};

    private final FirstLoad load;

    FirstLoadPages(FirstLoad load) {
        this.load = load;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return Stream.of(OPEN).anyMatch(request.getRequestURI()::startsWith);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var percent = load.percent();
        if (percent.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        request.setAttribute(ATTRIBUTE, percent.getAsInt());
        response.setHeader(HttpHeaders.RETRY_AFTER, SECONDS);
        if ("GET".equals(request.getMethod())) response.setHeader("Refresh", SECONDS);
        response.sendError(HttpStatus.SERVICE_UNAVAILABLE.value());
    }
}
