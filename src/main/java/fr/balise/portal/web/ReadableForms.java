package fr.balise.portal.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses parameters that are not text before anything asks for them: deeper inside, the server would log them with their values, and
 * values are of people.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2) // after the names that this server answers under
class ReadableForms extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (readable(request)) chain.doFilter(request, response);
        else response.sendError(HttpStatus.BAD_REQUEST.value());
    }

    private static boolean readable(HttpServletRequest request) {
        try {
            request.getParameterMap();
            return true;
        } catch (InvalidParameterException unreadable) {
            return false;
        }
    }

    /** Files are read where their limits are known; the FHIR API refuses in its own form. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        var type = request.getContentType();
        return request.getRequestURI().startsWith("/fhir") || (type != null && type.startsWith("multipart/"));
    }
}
