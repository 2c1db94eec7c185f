package fr.balise.directory.load;

import fr.balise.bench.NationalDirectory;
import fr.balise.testing.DurablePostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
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
    private static final LocalDate DAY = LocalDate.of(2026, 11, 2);
    private static final int MAILBOXES = 3000;
    private static final int ACTIVITIES = 6000;
    private static final int DATABASE_DIES = 4;

    private final DurablePostgres server = new DurablePostgres();
    private final Path folder = Files.createTempDirectory("balise-crash");
    private final Random random;
    private final List<Path> day1;
    private final List<Path> day2;
    private final String empty;
    private final String first;
    private final String second;
    private final long firstTakes;
    private final long secondTakes;

    /** What one round came to. */
    public record Round(int number, boolean first, boolean databaseDied, boolean killed, boolean applied) {}

    public CrashRounds(long seed) throws Exception {
        random = new Random(seed);
        var nation = new NationalDirectory(seed, MAILBOXES, ACTIVITIES);
        day1 = write(nation, 0);
        day2 = write(nation.nextDay(1), 1);
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
    private long calibrate(String template, List<Path> files) throws Exception {
        server.copy(template, "round");
        var victim = victim(files);
        try (var said = victim.inputReader()) {
            begun(said.readLine());
            long start = System.nanoTime();
            if (!LoadVictim.DONE.equals(said.readLine())) throw new IllegalStateException("the load failed");
            return System.nanoTime() - start;
        } finally {
            victim.destroyForcibly();
        }
    }

    private void loadWhole(String name, List<Path> files) {
        var report = on(name).loads().load(files, null, _ -> {});
        if (!report.applied()) throw new IllegalStateException(String.valueOf(report.reason()));
    }

    /** Plays one round. @throws AssertionError when readers see anything but the old or the new directory */
    public Round round(int number) throws Exception {
        boolean onEmpty = random.nextBoolean();
        boolean databaseDies = number % DATABASE_DIES == 0;
        var files = onEmpty ? day1 : day2;
        server.copy(onEmpty ? "nothing" : "loaded", "round");
        boolean done = killedWhileLoading(files, onEmpty ? firstTakes : secondTakes, databaseDies);
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
        loadWhole("round", files);
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
    private boolean killedWhileLoading(List<Path> files, long takes, boolean databaseDies) throws Exception {
        var victim = victim(files);
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

    private Process victim(List<Path> files) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                LoadVictim.class.getName(),
                server.url("round"),
                folder.resolve("data").toString()));
        files.forEach(file -> command.add(file.toString()));
        return new ProcessBuilder(command)
                .redirectError(folder.resolve("victim.log").toFile())
                .start();
    }

    private BareLoads on(String database) {
        return new BareLoads(server.url(database), folder.resolve("data"));
    }

    /** All four files of a day. */
    private List<Path> write(NationalDirectory nation, int day) throws IOException {
        var place = Files.createDirectories(folder.resolve("day" + day));
        var date = DAY.plusDays(day);
        return List.of(
                nation.writeMailboxes(place, date),
                nation.writeActivities(place, date),
                nation.writeSkills(place, date),
                nation.writeDiplomas(place, date));
    }

    @Override
    public void close() throws Exception {
        server.close();
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        }
    }
}
