package fr.balise.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;

/**
 * What a benchmark was asked for on the command line, and a folder of its own, which goes with it.
 *
 * @param seed drawn where none was given
 * @param home open to the users that servers run as
 */
record Asked(List<String> given, boolean quick, long seed, Path home) implements AutoCloseable {

    static Asked of(String... args) throws IOException {
        var given = List.of(args);
        var seed = after(given, "--seed", "" + new SecureRandom().nextInt(1_000_000_000));
        var home = Files.createTempDirectory("balise-bench");
        home.toFile().setExecutable(true, false);
        home.toFile().setReadable(true, false);
        return new Asked(given, given.contains("--quick"), Long.parseLong(seed), home);
    }

    /** The word behind an option. */
    String after(String option, String otherwise) {
        return after(given, option, otherwise);
    }

    private static String after(List<String> given, String option, String otherwise) {
        int at = given.indexOf(option);
        return at < 0 || at + 1 == given.size() ? otherwise : given.get(at + 1);
    }

    /** Before the first figure, so that a run which is cut off can be repeated. */
    void announce() {
        IO.println("seed " + seed + (quick ? ", quick" : "") + ", load " + Machine.load());
    }

    @Override
    public void close() throws IOException {
        delete(home);
    }

    static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        }
    }
}
