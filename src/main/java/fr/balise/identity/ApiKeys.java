package fr.balise.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;

/** Keys of programs. The secret is shown once when the key is made; only its hash is kept. */
public interface ApiKeys {
    /** As the national API asks for. */
    String HEADER = "ESANTE-API-KEY";

    /** The secret that a program shows; empty for none. */
    static Optional<String> shown(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader(HEADER)).map(String::strip).filter(secret -> !secret.isEmpty());
    }

    /** The key with this secret; empty for anything else, a revoked one included. */
    Optional<ApiKey> find(String secret);

    /**
     * Makes a key.
     *
     * @param domains may be empty: a key for reading
     * @param opens whether it may have mailboxes opened in its domains
     * @return the secret, at least 128 random bits, never shown again
     */
    String issue(String name, Set<String> domains, boolean everyDomain, boolean opens);

    /** A key that opens no mailboxes. */
    default String issue(String name, Set<String> domains, boolean everyDomain) {
        return issue(name, domains, everyDomain, false);
    }

    /** Whether the key was known and is now revoked. */
    boolean revoke(long id);
}
