package fr.balise.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * What a benchmark was asked for on the command line, and a folder of its own, which goes with it.
 *
 * @param seed drawn where none was given
 * @param home open to the users that servers run as
 */
record Asked(List<String> given, boolean quick, long seed, Path home) implements AutoCloseable {

    private static final Set<String> WITH_A_WORD = Set.of("--seed", "--only", "--mib");

    static Asked of(String... args) throws IOException {
        var given = List.of(args);
        understood(given);
        var seed = after(given, "--seed", "" + new SecureRandom().nextInt(1_000_000_000));
        var home = Files.createTempDirectory("balise-bench");
        home.toFile().setExecutable(true, false);
        home.toFile().setReadable(true, false);
        return new Asked(given, given.contains("--quick"), Long.parseLong(seed), home);
    }

    /** A slip must not start the long run. */
    private static void understood(List<String> given) {
        for (int at = 0; at < given.size(); at++) {
            var option = given.get(at);
            boolean word = WITH_A_WORD.contains(option) && ++at < given.size();
            if (word && option.equals("--only") || option.equals("--quick")) continue;
            if (word && given.get(at).matches("[0-9]{1,15}")) continue;
            System.err.println("balise: " + option
                    + " is no option here, or lacks its number; there are: --quick, --seed NUMBER, --only PART,"
                    + " --mib NUMBER");
            System.exit(2);
        }
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
