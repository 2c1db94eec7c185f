package fr.balise.identity.login;

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

    /** Whether everyone who comes from there has a national id. */
    boolean givesNationalIds();
}
