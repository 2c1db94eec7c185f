package fr.balise.identity.demo;

import fr.balise.identity.login.OpenIdProvider;
import fr.balise.identity.login.Paths;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.IdTokenClaimNames;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/** The demo's provider as the login sees it: one like the others, called over loopback. */
@Component
@DemoLoginOnly
@Order(3)
class DemoOpenId implements OpenIdProvider {
    private final DemoProvider provider;
    private final Environment environment;

    DemoOpenId(DemoProvider provider, Environment environment) {
        this.provider = provider;
        this.environment = environment;
    }

    @Override
    public String id() {
        return "demo";
    }

    @Override
    public ClientRegistration registration() {
        var here = base() + "/demo/idp";
        return ClientRegistration.withRegistrationId(id())
                .clientId(DemoProvider.CLIENT)
                .clientSecret(provider.clientSecret())
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri("{baseUrl}" + Paths.RETURN + "/{registrationId}")
                .scope("openid", "scope_all")
                .authorizationUri("/demo/idp/authorize") // relative: the browser may know this host by another name
                .tokenUri(here + "/token")
                .userInfoUri(here + "/userinfo")
                .userNameAttributeName(IdTokenClaimNames.SUB)
                .jwkSetUri(here + "/jwks")
                .issuerUri(DemoTokens.ISSUER)
                .build();
    }

    /** This process; its port is known once the server listens. */
    String base() {
        return "http://127.0.0.1:" + environment.getProperty("local.server.port", "8080");
    }

    @Override
    public RestClient.Builder calls() {
        return RestClient.builder();
    }

    @Override
    public URI introspectionUri() {
        return URI.create(base() + "/demo/idp/introspect");
    }

    @Override
    public List<String> tokenClients() {
        return List.of(DemoProvider.MAIL_CLIENT);
    }

    @Override
    public @Nullable String requiredAcr() {
        return "eidas1";
    }

    @Override
    public boolean givesNationalIds() {
        return true;
    }
}
