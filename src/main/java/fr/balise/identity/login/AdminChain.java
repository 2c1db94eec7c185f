package fr.balise.identity.login;

import fr.balise.identity.account.Guesses;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/** The door of the command line: from this machine alone, and only for whoever can read the data folder. */
@Configuration(proxyBeanMethods = false)
class AdminChain {
    private static final String DOOR = "admin";

    private final AdminToken token;
    private final Guesses guesses;

    AdminChain(AdminToken token, Guesses guesses) {
        this.token = token;
        this.guesses = guesses;
    }

    @Bean
    @Order(15)
    SecurityFilterChain commandLineChain(HttpSecurity http, SafeHeaders headers) throws Exception {
        return http.securityMatcher("/api/admin", "/api/admin/**")
                .headers(headers)
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(all ->
                        all.anyRequest().access((who, asked) -> new AuthorizationDecision(mayPass(asked.getRequest()))))
                .exceptionHandling(refusal -> refusal.authenticationEntryPoint((request, response, cause) ->
                        Problems.write(response, HttpStatus.UNAUTHORIZED, "This door is for the command line.")))
                .build();
    }

    private boolean mayPass(HttpServletRequest request) {
        var client = request.getRemoteAddr();
        if (!Loopback.calling(request) || guesses.exhausted(DOOR, client)) return false;
        var passes = token.is(request.getHeader(AdminToken.HEADER));
        if (!passes) guesses.wrong(DOOR, client);
        return passes;
    }
}
