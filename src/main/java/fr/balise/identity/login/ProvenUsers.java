package fr.balise.identity.login;

import fr.balise.identity.account.Logins;
import fr.balise.identity.login.Claims.Reading;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

/** The last step of a login: asks the provider who it is, finds the account, and forgets the rest. */
@Component
class ProvenUsers implements OAuth2UserService<OidcUserRequest, OidcUser> {
    private static final ParameterizedTypeReference<Map<String, Object>> CLAIMS = new ParameterizedTypeReference<>() {};

    private final Registrations registrations;
    private final Logins logins;

    ProvenUsers(Registrations registrations, Logins logins) {
        this.registrations = registrations;
        this.logins = logins;
    }

    @Override
    public OidcUser loadUser(OidcUserRequest request) {
        var provider = registrations
                .provider(request.getClientRegistration().getRegistrationId())
                .orElseThrow();
        var token = request.getIdToken();
        return switch (Claims.read(
                provider.id(), provider.givesNationalIds(), token.getClaims(), userInfo(provider, request))) {
            case Reading.Refused(var reason) -> throw refused(reason, null);
            case Reading.Known(var person) -> new LoggedIn(logins.enter(person), hint(request, token));
        };
    }

    private static Map<String, Object> userInfo(OpenIdProvider provider, OidcUserRequest request) {
        var uri = request.getClientRegistration()
                .getProviderDetails()
                .getUserInfoEndpoint()
                .getUri();
        if (uri == null) return Map.of();
        try {
            var claims = provider.calls()
                    .build()
                    .get()
                    .uri(uri)
                    .accept(MediaType.APPLICATION_JSON)
                    .headers(h -> h.setBearerAuth(request.getAccessToken().getTokenValue()))
                    .retrieve()
                    .body(CLAIMS);
            return claims == null ? Map.of() : claims;
        } catch (RestClientException e) {
            throw refused("no-userinfo", e);
        }
    }

    /** Kept only where the provider's own session can be ended with it. */
    private static @Nullable String hint(OidcUserRequest request, OidcIdToken token) {
        var metadata = request.getClientRegistration().getProviderDetails().getConfigurationMetadata();
        return metadata.containsKey("end_session_endpoint") ? token.getTokenValue() : null;
    }

    private static OAuth2AuthenticationException refused(String reason, @Nullable Throwable cause) {
        return new OAuth2AuthenticationException(new OAuth2Error(reason), reason, cause);
    }
}
