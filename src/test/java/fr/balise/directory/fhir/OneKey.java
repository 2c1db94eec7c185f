package fr.balise.directory.fhir;

import fr.balise.identity.ApiKey;
import fr.balise.identity.ApiKeys;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Primary;

/** One key that reads, one that publishes for every domain, one for a single domain. */
@NullUnmarked
@TestComponent
@Primary
public class OneKey implements ApiKeys {
    public static final String SECRET = "key-of-the-tests";
    public static final String PUBLISHER = "publisher-of-the-tests";
    static final String OF_B = "publisher-of-one-domain";

    @Override
    public Optional<ApiKey> find(String secret) {
        return Optional.ofNullable(
                switch (secret) {
                    case SECRET -> new ApiKey(1, "reader", Set.of(), false, false);
                    case PUBLISHER -> new ApiKey(2, "publisher", Set.of(), true, false);
                    case OF_B -> new ApiKey(3, "b", Set.of("b.mssante.fr"), false, false);
                    default -> null;
                });
    }

    @Override
    public String issue(String name, Set<String> domains, boolean everyDomain, boolean opens) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean revoke(long id) {
        throw new UnsupportedOperationException();
    }
}
