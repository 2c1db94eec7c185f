package fr.balise.identity;

import java.util.Optional;
import java.util.Set;

/** Keys of programs. The secret is shown once when the key is made; only its hash is kept. */
public interface ApiKeys {

    /** The key with this secret; empty for anything else, a revoked one included. */
    Optional<ApiKey> find(String secret);

    /**
     * Makes a key.
     *
     * @param domains may be empty: a key for reading
     * @return the secret, at least 128 random bits, never shown again
     */
    String issue(String name, Set<String> domains, boolean everyDomain);

    /** Whether the key was known and is now revoked. */
    boolean revoke(long id);
}
