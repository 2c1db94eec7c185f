package fr.balise.identity.passkey;

import fr.balise.identity.HostNames;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Under which name this portal's passkeys are made and shown, or why there are none. */
public sealed interface PasskeyDoor {

    /**
     * @param party the relying party's id [WEBAUTHN 5.1.2]: a host name. A portal that changes its name loses its passkeys
     * @param origin where the browser must stand: scheme, host and port
     */
    record Open(String party, String origin) implements PasskeyDoor {}

    record Shut(Why why) implements PasskeyDoor {}

    enum Why {
        /** Switched off by the operator. */
        OFF,
        /** {@code balise.identity.base-url} is not set: the name of a request may be made up. */
        NO_ADDRESS,
        /** Browsers offer passkeys over encrypted connections only, and on this machine. */
        NOT_ENCRYPTED,
        /** A passkey is bound to a name, and a number is none. */
        NUMBER
    }

    /** @param asked the address of the present request: counts where none is set, and on this machine only */
    static PasskeyDoor of(boolean enabled, @Nullable URI baseUrl, URI asked) {
        if (!enabled) return new Shut(Why.OFF);
        var address = baseUrl == null ? asked : baseUrl;
        if (address.getHost() == null || address.getScheme() == null) return new Shut(Why.NO_ADDRESS);
        var host = HostNames.plain(address.getHost());
        if (baseUrl == null && !HostNames.isLoopback(host)) return new Shut(Why.NO_ADDRESS);
        if (host.contains(":") || host.matches("[0-9.]+")) return new Shut(Why.NUMBER);
        var scheme = address.getScheme().toLowerCase(java.util.Locale.ROOT);
        if (!scheme.equals("https") && !HostNames.isLoopback(host)) return new Shut(Why.NOT_ENCRYPTED);
        return new Open(host, scheme + "://" + host + port(scheme, address.getPort()));
    }

    private static String port(String scheme, int port) {
        int usual = scheme.equals("https") ? 443 : 80;
        return port < 0 || port == usual ? "" : ":" + port;
    }
}
