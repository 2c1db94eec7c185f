package fr.balise.identity;

import java.util.Set;

/**
 * A key that programs show in the header {@code ESANTE-API-KEY}, as the national API asks for.
 *
 * @param id stable, for the audit: {@code key:3}
 * @param domains mail domains, lower case, for which the key may publish; empty for reading alone
 * @param everyDomain may publish for any domain: only the demo's publisher key
 * @param opens may also have mailboxes opened in its domains
 */
public record ApiKey(long id, String name, Set<String> domains, boolean everyDomain, boolean opens) {

    public ApiKey {
        domains = Set.copyOf(domains);
    }

    public boolean mayPublish(String domain) {
        return everyDomain || domains.contains(domain);
    }

    public boolean mayOpen(String domain) {
        return opens && mayPublish(domain);
    }

    /** The form in which {@link fr.balise.kernel.SensitiveAct#actor()} names this key. */
    public String auditName() {
        return "key:" + id;
    }
}
