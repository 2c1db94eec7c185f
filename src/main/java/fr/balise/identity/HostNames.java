package fr.balise.identity;

import java.util.Locale;

/** Names under which browsers reach a server. */
public final class HostNames {
    private HostNames() {}

    /** A name that only this machine answers to: such a name has no certificate. */
    public static boolean isLoopback(String name) {
        var plain = plain(name);
        return plain.equals("localhost") || plain.matches("127(\\.\\d{1,3}){3}") || plain.matches("(0*:)+0*1");
    }

    /** In lower case, without the brackets of an IPv6 address and the dot that ends a whole name. */
    public static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("^\\[|]$|\\.$", "");
    }
}
