package fr.balise.identity.login;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How people log in.
 *
 * @param baseUrl the address of the portal as browsers see it, without a slash at the end; needed behind a proxy
 * @param psc Pro Santé Connect
 * @param staff the OpenID provider of a structure or of the operator, for people without Pro Santé Connect
 * @param passkeys keys on the devices of invited people who have no provider
 * @param insecureDemoLogin lets everyone log in as anyone; only for trying out an empty installation
 */
@ConfigurationProperties("balise.identity")
public record IdentitySettings(
        @Nullable URI baseUrl,
        @DefaultValue Provider psc,
        @DefaultValue Provider staff,
        @DefaultValue Passkeys passkeys,
        @DefaultValue("false") boolean insecureDemoLogin) {

    /** @param enabled needs {@code base-url} to be https, or a portal that is asked for as localhost */
    public record Passkeys(@DefaultValue("true") boolean enabled) {}

    /**
     * One OpenID provider. Nothing is discovered: every address stands here, and nothing is contacted at start.
     *
     * @param label what the login page calls the staff provider
     * @param clientSecret empty when the client shows a certificate
     * @param sslBundle name of a bundle of {@code spring.ssl.bundle} with the client certificate for the token address
     * @param logoutUri where the provider's own session is ended; null for leaving that session alone
     * @param acrValues level that is asked for, and without which nobody enters; empty for none
     * @param scope space-separated
     * @param introspectionUri where access tokens that mail programs show are asked about [RFC7662 2]; null for accepting none
     * @param tokenClients client ids of the mail programs whose tokens are accepted, space-separated; ours is always one
     */
    public record Provider(
            @DefaultValue("false") boolean enabled,
            @DefaultValue("") String label,
            @DefaultValue("") String clientId,
            @DefaultValue("") String clientSecret,
            @DefaultValue("") String sslBundle,
            @DefaultValue("") String authorizationUri,
            @DefaultValue("") String tokenUri,
            @DefaultValue("") String userInfoUri,
            @DefaultValue("") String jwkSetUri,
            @Nullable URI logoutUri,
            @DefaultValue("") String issuer,
            @Nullable String acrValues,
            @Nullable String scope,
            @Nullable URI introspectionUri,
            @DefaultValue("") String tokenClients) {}
}
