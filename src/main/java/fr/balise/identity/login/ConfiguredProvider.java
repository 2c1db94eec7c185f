package fr.balise.identity.login;

import fr.balise.identity.login.IdentitySettings.Provider;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.IdTokenClaimNames;
import org.springframework.web.client.RestClient;

/** A provider that the settings describe, address by address. */
record ConfiguredProvider(
        String id,
        Provider settings,
        boolean givesNationalIds,
        @Nullable URI baseUrl,
        SslBundles ssl) implements OpenIdProvider {
    /** A provider that is slower than this is down: the person is told so and may press again. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    ConfiguredProvider {
        var needed = new LinkedHashMap<String, String>();
        needed.put("client-id", settings.clientId());
        needed.put("authorization-uri", settings.authorizationUri());
        needed.put("token-uri", settings.tokenUri());
        needed.put("user-info-uri", settings.userInfoUri());
        needed.put("jwk-set-uri", settings.jwkSetUri());
        needed.put("issuer", settings.issuer());
        needed.put("client-secret or ssl-bundle", settings.clientSecret() + settings.sslBundle());
        var missing = needed.entrySet().stream()
                .filter(e -> e.getValue().isBlank())
                .map(Map.Entry::getKey)
                .toList();
        if (!missing.isEmpty())
            throw new IllegalStateException(
                    "balise.identity." + id + " is enabled, but lacks: " + String.join(", ", missing));
    }

    @Override
    public String label() {
        return settings.label();
    }

    @Override
    public ClientRegistration registration() {
        return ClientRegistration.withRegistrationId(id)
                .clientId(settings.clientId())
                .clientSecret(settings.clientSecret())
                .clientAuthenticationMethod(method())
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri(base() + Paths.RETURN + "/{registrationId}")
                .scope(scope())
                .authorizationUri(settings.authorizationUri())
                .tokenUri(settings.tokenUri())
                .userInfoUri(settings.userInfoUri())
                .userNameAttributeName(IdTokenClaimNames.SUB)
                .jwkSetUri(settings.jwkSetUri())
                .issuerUri(settings.issuer())
                .providerConfigurationMetadata(logout())
                .build();
    }

    /** With a certificate, the request names the client and the connection proves it [RFC8705 2]. */
    private ClientAuthenticationMethod method() {
        return settings.clientSecret().isBlank()
                ? ClientAuthenticationMethod.NONE
                : ClientAuthenticationMethod.CLIENT_SECRET_BASIC;
    }

    private String base() {
        return baseUrl == null ? "{baseUrl}" : baseUrl.toString();
    }

    private List<String> scope() {
        var given = settings.scope();
        return List.of((given != null ? given : givesNationalIds ? "openid scope_all" : "openid profile").split(" +"));
    }

    private Map<String, Object> logout() {
        var uri = settings.logoutUri();
        return uri == null ? Map.of() : Map.of("end_session_endpoint", uri.toString());
    }

    @Override
    public RestClient.Builder calls() {
        var client = HttpClient.newBuilder().connectTimeout(PATIENCE).followRedirects(HttpClient.Redirect.NEVER);
        if (!settings.sslBundle().isBlank())
            client.sslContext(ssl.getBundle(settings.sslBundle()).createSslContext());
        var requests = new JdkClientHttpRequestFactory(client.build());
        requests.setReadTimeout(PATIENCE);
        return RestClient.builder().requestFactory(requests);
    }

    @Override
    public @Nullable URI introspectionUri() {
        return givesNationalIds ? settings.introspectionUri() : null;
    }

    @Override
    public List<String> tokenClients() {
        return TokenClaims.split(settings.tokenClients());
    }

    @Override
    public @Nullable String requiredAcr() {
        var given = settings.acrValues();
        if (given == null) return givesNationalIds ? "eidas1" : null;
        return given.isBlank() ? null : given;
    }
}
