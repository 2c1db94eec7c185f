package fr.balise.directory.fhir;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import fr.balise.identity.ApiKey;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Who asks: anybody, or a program whose key publishes for some domains. Of the mailboxes of these domains it sees what the public
 * does not: unlisted ones, the red list, the person responsible.
 *
 * @param key as the audit names it; empty for anybody
 */
record Viewer(String key, boolean everyDomain, Set<String> domains) {
    static final Viewer PUBLIC = new Viewer("", false, Set.of());

    private static final String ATTRIBUTE = Viewer.class.getName();

    /** What may stand between quotes in SQL as it is. */
    private static final Pattern PLAIN = Pattern.compile("[a-z0-9.-]{1,255}");

    Viewer {
        domains = domains.stream().filter(d -> PLAIN.matcher(d).matches()).collect(Collectors.toUnmodifiableSet());
    }

    static Viewer of(ApiKey key) {
        return new Viewer("key:" + key.id(), key.everyDomain(), key.domains());
    }

    /** Told by {@link Gate}, which knows the key. */
    static Viewer of(RequestDetails request) {
        return request instanceof ServletRequestDetails http
                        && http.getServletRequest().getAttribute(ATTRIBUTE) instanceof Viewer viewer
                ? viewer
                : PUBLIC;
    }

    void into(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    boolean publishes() {
        return everyDomain || !domains.isEmpty();
    }

    boolean mayPublish(String domain) {
        return everyDomain || domains.contains(domain);
    }

    /** That the domain in this column is one that the viewer publishes for, as SQL. */
    String owns(String column) {
        if (everyDomain) return "true";
        if (domains.isEmpty()) return "false";
        return column + " in ('" + String.join("', '", domains) + "')";
    }
}
