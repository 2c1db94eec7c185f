package fr.balise.directory.fhir;

import fr.balise.identity.ApiKey;
import fr.balise.identity.ApiKeys;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Primary;

/** One key that reads. */
@NullUnmarked
@TestComponent
@Primary
class OneKey implements ApiKeys {
    static final String SECRET = "key-of-the-tests";

    @Override
    public Optional<ApiKey> find(String secret) {
        return SECRET.equals(secret) ? Optional.of(new ApiKey(1, "reader", Set.of(), false)) : Optional.empty();
    }

    @Override
    public String issue(String name, Set<String> domains, boolean everyDomain) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean revoke(long id) {
        throw new UnsupportedOperationException();
    }
}
