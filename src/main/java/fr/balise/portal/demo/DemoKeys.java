package fr.balise.portal.demo;

import fr.balise.identity.ApiKeys;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * The two keys of the demo, in {@code api-keys.json}: the only place where a secret stays readable, and only for its owner. A third one, of
 * yesterday, publishes for a domain that is no longer the demo's.
 */
@Component
@Profile("demo")
class DemoKeys {
    private static final String PUBLISHER = "publisher.key";

    private final Path folder;
    private final ApiKeys keys;

    DemoKeys(@Value("${balise.data}") Path folder, ApiKeys keys) {
        this.folder = folder.toAbsolutePath();
        this.keys = keys;
    }

    private static final String FORMER = "ancien-demo.mssante.fr";

    record Row(String name, String key) {}

    void issue() {
        var reader = new Row("reader", keys.issue("reader", Set.of(), false));
        var publisher = new Row("publisher", keys.issue("publisher", Set.of(), true, true));
        SecretFile.write(folder, "api-keys.json", List.of(reader, publisher));
        carryWith(publisher.key());
    }

    /** While something is done, Balise brings its wishes with the key of yesterday. */
    void ofYesterday(Runnable meanwhile) {
        var today = SecretFile.read(folder, PUBLISHER);
        carryWith(keys.issue("publisher before", Set.of(FORMER), false));
        try {
            meanwhile.run();
        } finally {
            carryWith(today);
        }
    }

    /** The key with which Balise brings its own wishes. */
    private void carryWith(String key) {
        SecretFile.text(folder, PUBLISHER, key);
    }
}
