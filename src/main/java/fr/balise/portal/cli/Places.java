package fr.balise.portal.cli;

import fr.balise.portal.supervisor.Account;
import fr.balise.portal.supervisor.ExternalDatabase;
import fr.balise.portal.supervisor.Failure;
import fr.balise.portal.supervisor.Instance;
import fr.balise.portal.supervisor.Instance.Kind;
import fr.balise.portal.supervisor.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which instance a call is about: the one named, else the one that runs here. */
final class Places {
    private final Path home;
    private final Map<String, String> environment;

    Places(Path home, Map<String, String> environment) {
        this.home = home;
        this.environment = environment;
    }

    /** The instance to start; its folder need not exist yet. */
    Instance toStart(Kind kind, Arguments arguments) throws IOException, InterruptedException {
        var named = named(arguments);
        var data = named.isPresent() ? named.get() : usual(kind);
        var extra = kind == Kind.MAIN && arguments.has("insecure-demo-login")
                ? List.of("--balise.identity.insecure-demo-login=true")
                : List.<String>of();
        return new Instance(kind, home, data, arguments.portOffset(environment), extra);
    }

    /**
     * The instance that runs, else the one that stands there.
     *
     * @throws Failure when there is none
     */
    Instance existing(Arguments arguments) throws IOException {
        var named = named(arguments);
        if (named.isPresent()) return at(real(named.get()), arguments);
        Instance first = null;
        for (var kind : Kind.values()) {
            if (!Files.exists(folder(kind))) continue;
            var instance = existing(kind, arguments);
            if (new Ledger(instance).read().isPresent()) return instance;
            if (first == null) first = instance;
        }
        if (first == null)
            throw new Failure(
                    "there is no instance here yet; ./balise demo starts one. Another folder is named with --data.");
        return first;
    }

    /** The instance of that kind, or the one that is named. */
    Instance existing(Kind kind, Arguments arguments) throws IOException {
        return at(real(named(arguments).orElse(folder(kind))), arguments);
    }

    private Instance at(Path data, Arguments arguments) throws IOException {
        var file = data.resolve("instance");
        if (!Files.exists(file)) throw new Failure("there is no instance of Balise in " + data);
        var kind = Files.readString(file).strip().equals(Kind.DEMO.word()) ? Kind.DEMO : Kind.MAIN;
        var running = new Ledger(new Instance(kind, home, data, 0, List.of())).read();
        int offset = running.map(Ledger.Page::offset).orElseGet(() -> arguments.portOffset(environment));
        return new Instance(kind, home, data, offset, List.of());
    }

    boolean externalDatabase() throws IOException {
        return ExternalDatabase.url(home).isPresent();
    }

    Path folder(Kind kind) {
        return home.resolve("var").resolve(kind.word());
    }

    private Optional<Path> named(Arguments arguments) {
        return arguments
                .value("data")
                .or(() -> Optional.ofNullable(environment.get("BALISE_DATA")))
                .map(Path::of);
    }

    private static Path real(Path path) throws IOException {
        return Files.exists(path) ? path.toRealPath() : path;
    }

    /**
     * {@code var/<kind>} below the checkout. Where the unprivileged user cannot go through the checkout (a home folder of root), the data
     * stand in {@code /var/lib/balise} and {@code var/<kind>} is a link to them.
     */
    private Path usual(Kind kind) throws IOException, InterruptedException {
        var folder = folder(kind);
        if (Files.exists(folder)) return folder.toRealPath();
        if (!Account.isRoot() || Account.ensure().reaches(home)) return folder;
        var elsewhere = Path.of("/var/lib/balise")
                .resolve(kind.word() + "-"
                        + HexFormat.of().toHexDigits(home.toString().hashCode()));
        Files.createDirectories(elsewhere.getParent());
        Files.createDirectories(folder.getParent());
        Files.deleteIfExists(folder);
        Files.createSymbolicLink(folder, elsewhere);
        System.err.println("balise: the user balise cannot reach " + home + "; the data stand in " + elsewhere);
        return elsewhere;
    }
}
