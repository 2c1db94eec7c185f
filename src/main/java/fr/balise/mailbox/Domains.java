package fr.balise.mailbox;

import java.util.Collection;

/** Mail domains, lower case. */
final class Domains {
    /** Below it, a domain belongs to the MSSanté space by its name alone. */
    static final String SPACE = "mssante.fr";

    private Domains() {}

    static boolean isWithin(String domain, String parent) {
        return domain.equals(parent) || domain.endsWith("." + parent);
    }

    static boolean isWithinAny(String domain, Collection<String> parents) {
        return parents.stream().anyMatch(parent -> isWithin(domain, parent));
    }
}
