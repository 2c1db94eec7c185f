package fr.balise.identity.login;

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
    private final AdminToken token;

    AdminChain(AdminToken token) {
        this.token = token;
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

    /** Wrong tokens are not counted: every program of this machine has one address, and none may shut the door for the others. */
    private boolean mayPass(HttpServletRequest request) {
        return Loopback.calling(request) && token.is(request.getHeader(AdminToken.HEADER));
    }
}
