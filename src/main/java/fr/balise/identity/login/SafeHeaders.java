package fr.balise.identity.login;

import java.net.URI;
import java.util.LinkedHashSet;
import org.jspecify.annotations.Nullable;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.stereotype.Component;

/** Headers of every answer: nothing inline, nothing from elsewhere, no frame, no address told to other sites. */
@Component
public class SafeHeaders implements Customizer<HeadersConfigurer<HttpSecurity>> {
    private static final String UNUSED =
            "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()";

    private final String policy;

    SafeHeaders(IdentitySettings settings) {
        var hosts = new LinkedHashSet<String>();
        for (var provider : new IdentitySettings.Provider[] {settings.psc(), settings.staff()})
            if (provider.enabled()) {
                add(hosts, URI.create(provider.authorizationUri()));
                add(hosts, provider.logoutUri());
            }
        policy = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none';"
                + " form-action 'self'"
                + String.join("", hosts.stream().map(host -> " " + host).toList());
    }

    /** Browsers apply form-action to where a form's answer redirects to: logging out leads to the provider. */
    private static void add(LinkedHashSet<String> hosts, @Nullable URI uri) {
        if (uri != null && uri.getHost() != null) hosts.add(uri.getScheme() + "://" + uri.getAuthority());
    }

    @Override
    public void customize(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(csp -> csp.policyDirectives(policy))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(permissions -> permissions.policy(UNUSED))
                .crossOriginOpenerPolicy(opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                .httpStrictTransportSecurity(hsts -> hsts.requestMatcher(request -> !Loopback.named(request))
                        .maxAgeInSeconds(63_072_000)
                        .includeSubDomains(false));
    }
}
