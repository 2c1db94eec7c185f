package fr.balise.directory.load;

import fr.balise.testing.DurablePostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Kills loads at random moments, and sometimes the database under them. After the restart readers must see the directory as it
 * was or as the load would have made it, the record must say which, and the same load must go through.
 */
public final class CrashRounds implements AutoCloseable {
    private static final int SMALL = 400;
    private static final int LARGE = 4000;
    private static final int DATABASE_DIES = 4;

    private final DurablePostgres server = new DurablePostgres();
    private final Path folder = Files.createTempDirectory("balise-crash");
    private final Random random;
    private final Path day1 = write(1, lines(0, LARGE, "Zoé"));
    private final Path day2 = write(2, nextDay());
    private final String empty;
    private final String first;
    private final String second;
    private final long firstTakes;
    private final long secondTakes;

    /** What one round came to. */
    public record Round(int number, boolean first, boolean databaseDied, boolean killed, boolean applied) {}

    public CrashRounds(long seed) throws Exception {
        random = new Random(seed);
        server.create("nothing");
        BareLoads.migrate(server.url("nothing"));
        empty = on("nothing").view();
        server.copy("nothing", "loaded");
        loadWhole("loaded", day1);
        first = on("loaded").view();
        server.copy("loaded", "twice");
        loadWhole("twice", day2);
        second = on("twice").view();
        firstTakes = calibrate("nothing", day1);
        secondTakes = calibrate("loaded", day2);
    }

    /** How long a load takes that nobody kills, so that kills hit every part of one. */
    private long calibrate(String template, Path file) throws Exception {
        server.copy(template, "round");
        var victim = victim(file);
        try (var said = victim.inputReader()) {
            begun(said.readLine());
            long start = System.nanoTime();
            if (!LoadVictim.DONE.equals(said.readLine())) throw new IllegalStateException("the load failed");
            return System.nanoTime() - start;
        } finally {
            victim.destroyForcibly();
        }
    }

    private void loadWhole(String name, Path file) {
        var report = on(name).loads().load(List.of(file), null, _ -> {});
        if (!report.applied()) throw new IllegalStateException(String.valueOf(report.reason()));
    }

    /** Plays one round. @throws AssertionError when readers see anything but the old or the new directory */
    public Round round(int number) throws Exception {
        boolean onEmpty = random.nextBoolean();
        boolean databaseDies = number % DATABASE_DIES == 0;
        var file = onEmpty ? day1 : day2;
        server.copy(onEmpty ? "nothing" : "loaded", "round");
        boolean done = killedWhileLoading(file, onEmpty ? firstTakes : secondTakes, databaseDies);
        if (databaseDies) server.start();
        var bare = on("round");
        bare.start();
        var seen = bare.view();
        var after = onEmpty ? first : second;
        boolean applied = seen.equals(after);
        if (!applied && !seen.equals(onEmpty ? empty : first))
            throw new AssertionError("round " + number + ": readers see a mixture");
        if (done && !applied) throw new AssertionError("round " + number + ": a finished load is lost");
        theRecordSays(applied, bare, number);
        loadWhole("round", file);
        if (!on("round").view().equals(after))
            throw new AssertionError("round " + number + ": the load after it differs");
        return new Round(number, onEmpty, databaseDies, !done, applied);
    }

    private static void theRecordSays(boolean applied, BareLoads bare, int number) {
        var last = bare.loads().latest(1);
        if (applied && !last.getFirst().applied())
            throw new AssertionError("round " + number + ": applied, but the record says "
                    + last.getFirst().state());
    }

    /** @return whether the load had said that it was done */
    private boolean killedWhileLoading(Path file, long takes, boolean databaseDies) throws Exception {
        var victim = victim(file);
        try (var said = victim.inputReader()) {
            begun(said.readLine());
            TimeUnit.NANOSECONDS.sleep((long) (random.nextDouble() * takes));
            if (databaseDies) server.kill();
            victim.toHandle().destroyForcibly(); // unlike that of the process, it leaves what was said readable
            victim.waitFor();
            return LoadVictim.DONE.equals(said.readLine());
        } finally {
            victim.destroyForcibly();
        }
    }

    private static void begun(@Nullable String said) {
        if (!LoadVictim.BEGUN.equals(said)) throw new IllegalStateException("the victim did not begin");
    }

    private Process victim(Path file) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        LoadVictim.class.getName(),
                        server.url("round"),
                        folder.resolve("data").toString(),
                        file.toString())
                .redirectError(folder.resolve("victim.log").toFile())
                .start();
    }

    private BareLoads on(String database) {
        return new BareLoads(server.url(database), folder.resolve("data"));
    }

    private static List<String> lines(int from, int to, String given) {
        return new ArrayList<>(NationalSample.lines(from, to, given));
    }

    private static List<String> nextDay() {
        var lines = lines(SMALL / 10, LARGE - SMALL / 10, "Zoé");
        for (int i = LARGE - SMALL / 10; i < LARGE + SMALL; i++) lines.add(NationalSample.row(i, "Zélie"));
        return lines;
    }

    private Path write(int day, List<String> lines) throws IOException {
        return Files.write(folder.resolve(NationalSample.name(day, "txt")), lines);
    }

    @Override
    public void close() throws Exception {
        server.close();
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        }
    }
}
