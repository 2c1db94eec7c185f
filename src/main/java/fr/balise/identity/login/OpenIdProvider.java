package fr.balise.identity.login;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.web.client.RestClient;

/** A provider that people may log in with. Each bean of this type is offered on the login page, in their order. */
public interface OpenIdProvider {

    /** {@code psc}, {@code staff} or {@code demo}: part of the addresses of the login. */
    String id();

    /** Its name on the login page; empty for the words of the page itself. */
    default String label() {
        return "";
    }

    ClientRegistration registration();

    /** Calls its token and userinfo addresses, with a client certificate where one is needed. */
    RestClient.Builder calls();

    /** The level that is asked for and that the token must reach; null for none. */
    @Nullable
    String requiredAcr();

    /** Where its access tokens are asked about; null where they open nothing here. */
    default @Nullable URI introspectionUri() {
        return null;
    }

    /** Clients other than ours whose tokens are accepted: mail programs that are registered there themselves. */
    default List<String> tokenClients() {
        return List.of();
    }

    /** Whether everyone who comes from there has a national id. */
    boolean givesNationalIds();
}
