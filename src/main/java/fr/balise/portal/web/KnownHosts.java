package fr.balise.portal.web;

import fr.balise.identity.HostNames;
import fr.balise.mailbox.MailboxSettings;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers under its own names alone. Under another one, somebody's domain may point at this server so that a page of theirs can read
 * ours (DNS rebinding), and links would be made that lead elsewhere. 421 is "this server does not answer for that name"
 * [RFC9110 15.5.20]. Health may be asked under any name: what asks is a machine that knows an address only.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1) // after the reference that the page tells
class KnownHosts extends OncePerRequestFilter {
    private static final String EVERY = "*";

    private final Set<String> known;

    KnownHosts(PortalSettings settings, MailboxSettings mailbox) {
        known = Stream.concat(
                        settings.hosts().stream(),
                        Stream.ofNullable(mailbox.baseUrl().getHost()))
                .map(HostNames::plain)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isKnown(request.getServerName())) chain.doFilter(request, response);
        else response.sendError(HttpStatus.MISDIRECTED_REQUEST.value());
    }

    boolean isKnown(String name) {
        return known.contains(EVERY) || HostNames.isLoopback(name) || known.contains(HostNames.plain(name));
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/actuator/health");
    }
}
