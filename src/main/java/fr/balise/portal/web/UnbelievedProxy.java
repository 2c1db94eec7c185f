package fr.balise.portal.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tells the operator, once a day, that a proxy nearby hands on who calls and is not believed: limits per address then count all
 * its visitors as one, and who comes first uses up what is allowed to everybody. A header that was believed is gone here.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class UnbelievedProxy extends OncePerRequestFilter {
    private static final Logger log = LoggerFactory.getLogger(UnbelievedProxy.class);
    private static final Duration SILENCE = Duration.ofDays(1);

    private final InstantSource clock;
    private final AtomicReference<Instant> told = new AtomicReference<>(Instant.MIN);

    UnbelievedProxy(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isUnbelieved(request) && isNews())
            log.warn(
                    "A proxy sends X-Forwarded-For and is not believed: all its visitors share one allowance of searches and"
                            + " logins. Set server.forward-headers-strategy to native (docs/install.md, \"Reverse proxy\").");
        chain.doFilter(request, response);
    }

    /** Strangers can send the header too: only who calls from here or from a private network may be a proxy of the operator. */
    static boolean isUnbelieved(HttpServletRequest request) {
        if (request.getHeader("X-Forwarded-For") == null) return false;
        try {
            var caller = InetAddress.getByName(request.getRemoteAddr());
            return caller.isLoopbackAddress() || caller.isSiteLocalAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private boolean isNews() {
        var now = clock.instant();
        var last = told.get();
        return !now.minus(SILENCE).isBefore(last) && told.compareAndSet(last, now);
    }
}
