package fr.balise.portal.demo;

import fr.balise.identity.ApiKeys;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** The two keys of the demo, in {@code api-keys.json}: the only place where a secret stays readable, and only for its owner. */
@Component
@Profile("demo")
class DemoKeys {
    private final Path folder;
    private final ApiKeys keys;

    DemoKeys(@Value("${balise.data}") Path folder, ApiKeys keys) {
        this.folder = folder.toAbsolutePath();
        this.keys = keys;
    }

    record Row(String name, String key) {}

    void issue() {
        var reader = new Row("reader", keys.issue("reader", Set.of(), false));
        var publisher = new Row("publisher", keys.issue("publisher", Set.of(), true, true));
        SecretFile.write(folder, "api-keys.json", List.of(reader, publisher));
        SecretFile.text(folder, "publisher.key", publisher.key()); // with which Balise brings its own wishes
    }
}
