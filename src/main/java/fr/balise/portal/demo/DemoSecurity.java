package fr.balise.portal.demo;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Lets a script move the demo's clock without a form token. A browser names where a request comes from; whoever does so must show
 * the token like on every other form, so that no foreign page can move the clock.
 */
@Configuration(proxyBeanMethods = false)
@Profile("demo")
class DemoSecurity {

    @Bean
    @Order(-10)
    SecurityFilterChain demoClockChain(HttpSecurity http) throws Exception {
        return http.securityMatcher(request ->
                        isPost(request) && request.getRequestURI().equals("/demo/clock") && !fromBrowser(request))
                .csrf(csrf -> csrf.disable())
                .requestCache(cache -> cache.disable())
                .authorizeHttpRequests(all -> all.anyRequest().permitAll())
                .build();
    }

    private static boolean isPost(HttpServletRequest request) {
        return "POST".equals(request.getMethod());
    }

    static boolean fromBrowser(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.ORIGIN) != null
                || request.getHeader("Sec-Fetch-Site") != null
                || request.getHeader(HttpHeaders.REFERER) != null;
    }
}
