package fr.balise.identity.login;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;

/** The parts of the login by OpenID Connect: what is asked for, how answers are fetched, and what is checked in them. */
@Configuration(proxyBeanMethods = false)
class OpenIdConfig {

    @Bean
    @Order(1)
    @ConditionalOnProperty("balise.identity.psc.enabled")
    OpenIdProvider proSanteConnect(IdentitySettings settings, SslBundles ssl) {
        return new ConfiguredProvider("psc", settings.psc(), true, settings.baseUrl(), ssl);
    }

    @Bean
    @Order(2)
    @ConditionalOnProperty("balise.identity.staff.enabled")
    OpenIdProvider staffProvider(IdentitySettings settings, SslBundles ssl) {
        return new ConfiguredProvider("staff", settings.staff(), false, settings.baseUrl(), ssl);
    }

    /** State, nonce and PKCE on every request [RFC7636 4], and the level that the provider must ask for. */
    @Bean
    OAuth2AuthorizationRequestResolver authorizationRequests(Registrations registrations) {
        var resolver = new DefaultOAuth2AuthorizationRequestResolver(registrations, Paths.START);
        resolver.setAuthorizationRequestCustomizer(
                OAuth2AuthorizationRequestCustomizers.withPkce().andThen(request -> level(request, registrations)));
        return resolver;
    }

    private static void level(OAuth2AuthorizationRequest.Builder request, Registrations registrations) {
        request.attributes(attributes -> registrations
                .provider(String.valueOf(attributes.get("registration_id")))
                .map(OpenIdProvider::requiredAcr)
                .ifPresent(acr -> request.additionalParameters(Map.of("acr_values", acr))));
    }

    @Bean
    OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> tokenCalls(Registrations registrations) {
        var clients = new HashMap<String, RestClientAuthorizationCodeTokenResponseClient>();
        for (var provider : registrations.providers()) clients.put(provider.id(), tokenCalls(provider));
        return grant -> {
            var client = clients.get(grant.getClientRegistration().getRegistrationId());
            if (client == null) throw new IllegalStateException("a grant of an unknown provider");
            return client.getTokenResponse(grant);
        };
    }

    private static RestClientAuthorizationCodeTokenResponseClient tokenCalls(OpenIdProvider provider) {
        var client = new RestClientAuthorizationCodeTokenResponseClient();
        client.setRestClient(provider.calls()
                .configureMessageConverters(converters -> converters
                        .addCustomConverter(new FormHttpMessageConverter())
                        .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build());
        return client;
    }

    /** Signature, issuer, audience, times and level. The nonce is compared by the login itself. */
    @Bean
    JwtDecoderFactory<ClientRegistration> idTokens(Registrations registrations, InstantSource clock) {
        var factory = new OidcIdTokenDecoderFactory();
        factory.setJwtValidatorFactory(registration -> {
            var now = clock.withZone(ZoneOffset.UTC);
            var times = new JwtTimestampValidator();
            times.setClock(now);
            var oidc = new OidcIdTokenValidator(registration);
            oidc.setClock(now);
            var checks = new ArrayList<OAuth2TokenValidator<Jwt>>(List.of(times, oidc));
            registrations
                    .provider(registration.getRegistrationId())
                    .map(OpenIdProvider::requiredAcr)
                    .ifPresent(acr -> checks.add(token -> level(token, acr)));
            return new DelegatingOAuth2TokenValidator<>(checks);
        });
        return factory;
    }

    private static OAuth2TokenValidatorResult level(Jwt token, String asked) {
        return Claims.reaches(token.getClaimAsString("acr"), asked)
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(new OAuth2Error("low-acr", "low-acr", null));
    }
}
