package fr.balise.identity.demo;

import static org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher.pathPattern;

import fr.balise.identity.login.SafeHeaders;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.util.matcher.OrRequestMatcher;

/** The doors of the demo's provider that programs use: without session and without form token. */
@Configuration(proxyBeanMethods = false)
@DemoLoginOnly
class DemoLoginChain {

    @Bean
    @Order(10)
    SecurityFilterChain demoLoginDoors(HttpSecurity http, SafeHeaders headers) throws Exception {
        return http.securityMatcher(new OrRequestMatcher(
                        pathPattern(HttpMethod.POST, "/demo/login"),
                        pathPattern(HttpMethod.POST, "/demo/idp/token"),
                        pathPattern(HttpMethod.POST, "/demo/idp/introspect"),
                        pathPattern(HttpMethod.GET, "/demo/idp/userinfo"),
                        pathPattern(HttpMethod.GET, "/demo/idp/jwks")))
                .headers(headers)
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(all -> all.anyRequest().permitAll())
                .build();
    }
}
