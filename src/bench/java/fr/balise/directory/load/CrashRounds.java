package fr.balise.directory.load;

import fr.balise.bench.NationalDirectory;
import fr.balise.directory.LoadReport;
import fr.balise.testing.DurablePostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Kills loads at random moments, and sometimes the database under them. After the restart readers must see the directory as it
 * was or as the load would have made it, the record must say which and with the figures of that very load, and the same load must go
 * through.
 */
public final class CrashRounds implements AutoCloseable {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 2);
    private static final int MAILBOXES = 3000;
    private static final int ACTIVITIES = 6000;
    private static final int DATABASE_DIES = 3;
    private static final int MOST_LOADS = 10;

    /** More than the guard lets pass. */
    private static final double LARGE = 20;

    /** What is going on when the process dies. */
    public enum Moment {
        /** Empty tables are filled. */
        FIRST,
        /** The next day's differences are brought in. */
        NEXT,
        /** The guard finds that too much would change, and keeps the files. */
        HELD,
        /** Somebody accepted that, and it is brought in. */
        ACCEPTED
    }

    /**
     * What a moment begins with, and what comes of it when nobody kills.
     *
     * @param template database and, with the same name, data folder to begin with
     * @param before hash of what readers see then; {@code after} that of the end
     * @param records what the record says of loads before
     * @param end what it says of this one at the end
     */
    private record Scene(
            String template,
            List<Path> files,
            long accepted,
            String before,
            String after,
            List<LoadReport> records,
            LoadReport end,
            long takes) {}

    private final DurablePostgres server = new DurablePostgres();
    private final Path folder = Files.createTempDirectory("balise-crash");
    private final Random random;
    private final Map<Moment, Scene> scenes = new EnumMap<>(Moment.class);

    /** What one round came to. @param applied whether what was going on had come to its end all the same */
    public record Round(int number, Moment moment, boolean databaseDied, boolean killed, boolean applied) {}

    public CrashRounds(long seed) throws Exception {
        random = new Random(seed);
        var nation = new NationalDirectory(seed, MAILBOXES, ACTIVITIES);
        var day1 = write(nation, 0);
        var day2 = write(nation.nextDay(1), 1);
        var large = write(nation.nextDay(LARGE), 2);
        server.create("nothing");
        Files.createDirectories(data("nothing"));
        BareLoads.migrate(server.url("nothing"));
        scenes.put(Moment.FIRST, scene("nothing", "loaded", day1, 0, LoadReport.State.APPLIED));
        scenes.put(Moment.NEXT, scene("loaded", "twice", day2, 0, LoadReport.State.APPLIED));
        scenes.put(Moment.HELD, scene("loaded", "waiting", large, 0, LoadReport.State.HELD));
        long held = scenes.get(Moment.HELD).end().load();
        scenes.put(Moment.ACCEPTED, scene("waiting", "accepted", large, held, LoadReport.State.APPLIED));
    }

    /** Plays it whole, for what it comes to; then once more in a process of its own, for how long it takes that nobody kills. */
    private Scene scene(String template, String end, List<Path> files, long accepted, LoadReport.State state)
            throws Exception {
        var before = on(template).view();
        var records = on(template).loads().latest(MOST_LOADS);
        copy(template, end);
        var report = play(end, files, accepted);
        if (report.state() != state) throw new IllegalStateException(report.state() + ": " + report.reason());
        return new Scene(
                template,
                files,
                accepted,
                before,
                on(end).view(),
                records,
                report,
                calibrate(template, files, accepted));
    }

    private LoadReport play(String name, List<Path> files, long accepted) {
        var loads = on(name).loads();
        return accepted > 0 ? loads.accept(accepted, "account:1") : loads.load(files, null, _ -> {});
    }

    private long calibrate(String template, List<Path> files, long accepted) throws Exception {
        copy(template, "round");
        var victim = victim(files, accepted);
        try (var said = victim.inputReader()) {
            begun(said.readLine());
            long start = System.nanoTime();
            if (!LoadVictim.DONE.equals(said.readLine())) throw new IllegalStateException("the load failed");
            return System.nanoTime() - start;
        } finally {
            victim.destroyForcibly();
        }
    }

    /** Plays one round. @throws AssertionError when readers see anything but the old or the new directory */
    public Round round(int number) throws Exception {
        var moments = Moment.values();
        var moment = moments[number % moments.length];
        var scene = scene(moment);
        boolean databaseDies = number % DATABASE_DIES == 0;
        copy(scene.template(), "round");
        boolean done = killed(scene, databaseDies);
        if (databaseDies) server.start();
        var bare = on("round");
        bare.start();
        var seen = bare.view();
        if (!seen.equals(scene.before()) && !seen.equals(scene.after()))
            throw wrong(number, moment, "readers see a mixture");
        boolean ended = theRecordSays(scene, bare, seen, number, moment);
        if (done && !ended) throw wrong(number, moment, "what was told to be finished is lost");
        theSameGoesThrough(scene, ended, number, moment);
        return new Round(number, moment, databaseDies, !done, ended);
    }

    /**
     * The loads of before stand as they stood. This one is there with the figures that it has when nobody kills it, and readers see
     * what it made; or it came to nothing: then it was never written down, was given up, or waits for its decision as before.
     *
     * @return whether it came to its end
     */
    private static boolean theRecordSays(Scene scene, BareLoads bare, String seen, int number, Moment moment)
            throws Exception {
        if (bare.running() > 0) throw wrong(number, moment, "a dead load still runs");
        var older = scene.records().stream()
                .filter(one -> one.load() != scene.accepted())
                .toList();
        var all = bare.loads().latest(MOST_LOADS);
        if (!all.containsAll(older)) throw wrong(number, moment, "an older load is told otherwise: " + all);
        var own = all.stream().filter(one -> !older.contains(one)).toList();
        if (own.size() > 1) throw wrong(number, moment, "the load is written down twice: " + own);
        boolean ended = own.stream().anyMatch(one -> isAs(one, scene.end()));
        var stands = ended ? scene.after() : scene.before();
        if (!seen.equals(stands))
            throw wrong(number, moment, "the record tells otherwise than what readers see: " + own);
        if (!ended) cameToNothing(scene, own, number, moment);
        return ended;
    }

    private static void cameToNothing(Scene scene, List<LoadReport> own, int number, Moment moment) {
        boolean fits = scene.accepted() > 0
                ? own.size() == 1 && scene.records().contains(own.getFirst())
                : own.stream()
                        .allMatch(one -> one.state() == LoadReport.State.ABANDONED
                                && one.files().isEmpty());
        if (!fits) throw wrong(number, moment, "nothing was done, but the record says " + own);
    }

    /** All but the number, the times and where the rejected rows are. */
    private static boolean isAs(LoadReport one, LoadReport other) {
        return one.state() == other.state()
                && figures(one).equals(figures(other))
                && String.valueOf(one.reason()).equals(String.valueOf(other.reason()));
    }

    private static List<List<Object>> figures(LoadReport report) {
        return report.files().stream()
                .map(f -> List.<Object>of(
                        f.source(),
                        f.asOf(),
                        f.rows(),
                        f.accepted(),
                        f.rejected(),
                        f.warnings(),
                        f.added(),
                        f.changed(),
                        f.removed()))
                .toList();
    }

    private void theSameGoesThrough(Scene scene, boolean ended, int number, Moment moment) throws Exception {
        if (moment == Moment.HELD) {
            var waiting = ended ? on("round").loads().latest(1).getFirst() : play("round", scene.files(), 0);
            if (waiting.state() != LoadReport.State.HELD) throw wrong(number, moment, "it is not held: " + waiting);
            accepted(waiting.load(), number, moment);
        } else if (scene.accepted() > 0) {
            if (!ended) accepted(scene.accepted(), number, moment);
        } else if (!play("round", scene.files(), 0).applied()) throw wrong(number, moment, "the load after it fails");
        var whole = moment == Moment.HELD ? scene(Moment.ACCEPTED).after() : scene.after();
        if (!on("round").view().equals(whole)) throw wrong(number, moment, "the load after it differs");
    }

    private Scene scene(Moment moment) {
        return Objects.requireNonNull(scenes.get(moment));
    }

    private void accepted(long load, int number, Moment moment) {
        var report = play("round", List.of(), load);
        if (!isAs(report, scene(Moment.ACCEPTED).end()))
            throw wrong(number, moment, "it cannot be accepted: " + report);
    }

    private static AssertionError wrong(int number, Moment moment, String why) {
        return new AssertionError("round " + number + ", " + moment + ": " + why);
    }

    /** @return whether the process had said that it was done */
    private boolean killed(Scene scene, boolean databaseDies) throws Exception {
        var victim = victim(scene.files(), scene.accepted());
        try (var said = victim.inputReader()) {
            begun(said.readLine());
            TimeUnit.NANOSECONDS.sleep((long) (random.nextDouble() * scene.takes()));
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

    private Process victim(List<Path> files, long accepted) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                LoadVictim.class.getName(),
                server.url("round"),
                data("round").toString(),
                Long.toString(accepted)));
        files.forEach(file -> command.add(file.toString()));
        return new ProcessBuilder(command)
                .redirectError(folder.resolve("victim.log").toFile())
                .start();
    }

    private BareLoads on(String database) {
        return new BareLoads(server.url(database), data(database));
    }

    private Path data(String database) {
        return folder.resolve("data-" + database);
    }

    /** The database, and the files that it keeps beside itself. */
    private void copy(String template, String name) throws IOException {
        server.copy(template, name);
        delete(data(name));
        try (var kept = Files.walk(data(template))) {
            for (var one : kept.toList())
                Files.copy(one, data(name).resolve(data(template).relativize(one)));
        }
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

    private static void delete(Path place) throws IOException {
        if (!Files.exists(place)) return;
        try (var files = Files.walk(place)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        }
    }

    @Override
    public void close() throws Exception {
        server.close();
        delete(folder);
    }
}
