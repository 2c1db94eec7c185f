package fr.balise.identity.login;

import fr.balise.identity.Actor.Role;
import fr.balise.identity.ApiKeys;
import fr.balise.identity.Rights;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.context.SecurityContextHolderFilter;

/**
 * What every request passes, in this order: doors of programs, which know no session; files of the pages; and everything else,
 * where whatever is not named as public asks for a login. Kept as a table in docs/routes.tsv, which a test walks.
 */
@Configuration(proxyBeanMethods = false)
class Chains {
    private final SafeHeaders headers;
    private final Gate gate;

    Chains(SafeHeaders headers, Gate gate) {
        this.headers = headers;
        this.gate = gate;
    }

    /** FHIR: the room that serves it checks the keys of programs. */
    @Bean
    @Order(20)
    SecurityFilterChain fhirChain(HttpSecurity http) throws Exception {
        return withoutSession(http.securityMatcher("/fhir", "/fhir/**"))
                .authorizeHttpRequests(all -> all.anyRequest().permitAll())
                .build();
    }

    /** What programs do with mailboxes and address books: whoever shows no key learns nothing. What the key may, the room that serves it asks. */
    @Bean
    @Order(25)
    SecurityFilterChain programChain(HttpSecurity http, ApiKeys keys) throws Exception {
        return withoutSession(http.securityMatcher("/api/mailboxes", "/api/mailboxes/**", "/api/address-book"))
                .authorizeHttpRequests(all -> all.anyRequest()
                        .access((who, asked) -> new AuthorizationDecision(ApiKeys.shown(asked.getRequest())
                                .flatMap(keys::find)
                                .isPresent())))
                .exceptionHandling(refusal -> refusal.authenticationEntryPoint((request, response, cause) -> {
                    response.setHeader("WWW-Authenticate", ApiKeys.HEADER + " realm=\"Balise\"");
                    Problems.write(
                            response,
                            HttpStatus.UNAUTHORIZED,
                            "This needs a key of this server in the header " + ApiKeys.HEADER + ".");
                }))
                .build();
    }

    /** Health for everybody who may reach the port, figures for this machine alone, nothing else. */
    @Bean
    @Order(30)
    SecurityFilterChain actuatorChain(HttpSecurity http) throws Exception {
        return withoutSession(http.securityMatcher("/actuator", "/actuator/**"))
                .authorizeHttpRequests(
                        each -> each.requestMatchers(HttpMethod.GET, "/actuator/health", "/actuator/health/**")
                                .permitAll()
                                .requestMatchers(HttpMethod.GET, "/actuator/prometheus")
                                .access((who, asked) -> new AuthorizationDecision(Loopback.calling(asked.getRequest())))
                                .anyRequest()
                                .denyAll())
                .exceptionHandling(refusal ->
                        refusal.authenticationEntryPoint((request, response, cause) -> response.sendError(403)))
                .build();
    }

    /** Style, scripts and pictures: the same for everybody, so browsers may keep them. */
    @Bean
    @Order(40)
    SecurityFilterChain assetChain(HttpSecurity http) throws Exception {
        return withoutSession(http.securityMatcher("/assets/**", "/webjars/**"))
                .headers(h -> h.cacheControl(cache -> cache.disable()))
                .authorizeHttpRequests(each -> each.requestMatchers(HttpMethod.GET)
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .build();
    }

    @Bean
    @Order(100)
    SecurityFilterChain portalChain(
            HttpSecurity http,
            Rights rights,
            Environment environment,
            Registrations registrations,
            OAuth2AuthorizationRequestResolver requests,
            OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> tokens,
            NoTokensKept kept,
            ProvenUsers users,
            Arrival arrival,
            Departure departure)
            throws Exception {
        var provider = registrations.provider("demo").isPresent();
        AuthorizationManager<RequestAuthorizationContext> demo =
                (who, asked) -> new AuthorizationDecision(environment.acceptsProfiles(Profiles.of("demo")));
        return http.headers(headers)
                .addFilterBefore(new OldSessions(), SecurityContextHolderFilter.class)
                .authorizeHttpRequests(each -> each.requestMatchers(HttpMethod.GET, PUBLIC_PAGES)
                        .permitAll()
                        .requestMatchers(HttpMethod.POST, PUBLIC_FORMS)
                        .permitAll()
                        .requestMatchers("/error")
                        .permitAll()
                        .requestMatchers("/demo/idp", "/demo/idp/**")
                        .access((who, asked) -> new AuthorizationDecision(provider))
                        .requestMatchers("/demo/**")
                        .access(demo)
                        .requestMatchers("/operateur", "/operateur/**")
                        .access(role(rights, Role.OPERATOR))
                        .anyRequest()
                        .authenticated())
                .requestCache(AbstractHttpConfigurer::disable)
                .oauth2Login(login -> login.loginPage(Paths.LOGIN)
                        .clientRegistrationRepository(registrations)
                        .authorizedClientRepository(kept)
                        .authorizationEndpoint(to -> to.authorizationRequestResolver(requests))
                        .redirectionEndpoint(back -> back.baseUri(Paths.RETURN + "/*"))
                        .tokenEndpoint(to -> to.accessTokenResponseClient(tokens))
                        .userInfoEndpoint(to -> to.oidcUserService(users))
                        .successHandler(arrival)
                        .failureHandler(arrival))
                .logout(out -> out.logoutUrl(Paths.LOGOUT)
                        .deleteCookies(SessionConfig.COOKIE)
                        .addLogoutHandler(departure)
                        .logoutSuccessHandler(departure.onward()))
                .exceptionHandling(
                        refusal -> refusal.authenticationEntryPoint(gate).accessDeniedHandler(gate))
                .build();
    }

    private static final String[] PUBLIC_PAGES = {
        "/",
        "/annuaire",
        "/annuaire/**",
        "/api/directory/**",
        "/api/resolve",
        "/api/openapi.json",
        "/bal/*",
        "/note/*",
        "/aide",
        "/aide/**",
        "/favicon.ico",
        Paths.LOGIN,
        "/invitation/*",
        "/invitation/*/cle"
    };

    /** Of whoever logs in with a passkey, or makes the first one; and what is asked of a public page without standing in its URL. */
    private static final String[] PUBLIC_FORMS = {
        "/annuaire/adresse",
        Paths.LOGIN + "/cle",
        Paths.LOGIN + "/cle/question",
        "/invitation/*/cle",
        "/invitation/*/cle/question",
        "/note/*"
    };

    private HttpSecurity withoutSession(HttpSecurity http) throws Exception {
        return http.headers(headers)
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
    }

    /** Asked of the database at each request: a role that was taken away is gone with the next click. */
    private static AuthorizationManager<RequestAuthorizationContext> role(Rights rights, Role role) {
        return (who, asked) -> new AuthorizationDecision(
                rights.actor().filter(actor -> actor.is(role)).isPresent());
    }
}
