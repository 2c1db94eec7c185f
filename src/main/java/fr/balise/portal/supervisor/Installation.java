package fr.balise.portal.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The few settings that the supervisor needs itself: by environment, else in config/application.yaml. */
final class Installation {
    private static final Pattern DOT = Pattern.compile("\\.");

    private Installation() {}

    static Optional<String> setting(Path home, String name) throws IOException {
        var named =
                System.getenv(name.toUpperCase(Locale.ROOT).replace('.', '_').replace("-", ""));
        if (named != null) return Optional.of(named);
        var file = home.resolve("config").resolve("application.yaml");
        if (!Files.exists(file)) return Optional.empty();
        try (var in = Files.newBufferedReader(file)) {
            @Nullable Object all = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
            return value(all, name);
        }
    }

    private static Optional<String> value(@Nullable Object tree, String path) {
        if (!(tree instanceof Map<?, ?> map)) return Optional.empty();
        var whole = map.get(path);
        if (whole != null) return Optional.of(whole.toString());
        var parts = DOT.split(path, 2);
        return parts.length < 2 ? Optional.empty() : value(map.get(parts[0]), parts[1]);
    }
}
