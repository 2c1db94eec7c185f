package fr.balise.mailbox;

import java.util.Collection;

/** Mail domains, lower case. */
public final class Domains {
    /** Below it, a domain belongs to the MSSanté space by its name alone. */
    public static final String SPACE = "mssante.fr";

    private Domains() {}

    public static boolean isWithin(String domain, String parent) {
        return domain.equals(parent) || domain.endsWith("." + parent);
    }

    static boolean isWithinAny(String domain, Collection<String> parents) {
        return parents.stream().anyMatch(parent -> isWithin(domain, parent));
    }
}
