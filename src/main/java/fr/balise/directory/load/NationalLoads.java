package fr.balise.directory.load;

import fr.balise.directory.LoadApplied;
import fr.balise.directory.LoadProgress;
import fr.balise.directory.LoadReport;
import fr.balise.directory.Loads;
import fr.balise.kernel.SensitiveAct;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** The door of the loads: one at a time, each with its record, each ending in one of the states of docs/directory.md. */
@Service
class NationalLoads implements Loads {
    private static final ZoneId FRANCE = ZoneId.of("Europe/Paris");
    private static final double NANOS = 1e9;

    private final DataSource database;
    private final TransactionTemplate transaction;
    private final LoadBook book;
    private final LoadSettings settings;
    private final Sentences sentences;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;
    private final Path data;
    private final HeldFiles held;
    private final FillingNow filling;

    NationalLoads(
            DataSource database,
            PlatformTransactionManager transactions,
            LoadBook book,
            LoadSettings settings,
            Sentences sentences,
            ApplicationEventPublisher events,
            InstantSource clock,
            FillingNow filling,
            @Value("${balise.data}") Path data) {
        this.database = database;
        this.transaction = new TransactionTemplate(transactions);
        this.book = book;
        this.settings = settings;
        this.sentences = sentences;
        this.filling = filling;
        this.events = events;
        this.clock = clock;
        this.data = data.toAbsolutePath();
        this.held = new HeldFiles(this.data);
    }

    @Override
    public LoadReport load(List<Path> files, @Nullable String acceptedBy, Consumer<LoadProgress> progress) {
        return alone(beside -> {
            book.endLeftovers();
            Rejects.forgetOld(data.resolve("rejects"));
            var report = run(beside, book.begin(clock.instant()), files, acceptedBy, progress);
            if (report.applied()) forgetOvertaken();
            return report;
        });
    }

    @Override
    public LoadReport accept(long load, String acceptedBy) {
        return alone(beside -> {
            book.endLeftovers();
            if (book.isOvertaken(load)) return refusedAtTheDoor(Sentence.of("accept-late"));
            var files = held.of(load);
            if (files.isEmpty()) return refusedAtTheDoor(Sentence.of("accept-none"));
            if (!book.resume(load)) return refusedAtTheDoor(Sentence.of("accept-none"));
            var report = run(beside, load, files, acceptedBy, _ -> {});
            held.drop(load);
            return report;
        });
    }

    /** A newer directory cannot be brought back to what an older held load of the same kind had: nobody can accept it any more. */
    private void forgetOvertaken() throws IOException {
        book.abandonOvertaken();
        held.keepOnly(book.held());
    }

    @Override
    public void decline(long load, String declinedBy) {
        var declined = transaction.execute(_ -> {
            boolean waited = book.decline(load, declinedBy);
            if (waited) tell("directory.decline", load, declinedBy, Map.of());
            return waited;
        });
        if (!Boolean.TRUE.equals(declined)) return; // somebody was faster, and may be reading the files just now
        try {
            held.drop(load);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<LoadReport> latest(int limit) {
        return book.latest(limit);
    }

    private interface Work {
        LoadReport with(Connection beside) throws IOException, SQLException;
    }

    private LoadReport alone(Work work) {
        try (var lock = LoadLock.tryTake(database)) {
            if (lock == null) return refusedAtTheDoor(Sentence.of("busy"));
            return work.with(lock.connection());
        } catch (SQLException e) {
            throw new IllegalStateException("the directory cannot be loaded", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LoadReport refusedAtTheDoor(Sentence why) {
        return new LoadReport(0, LoadReport.State.REFUSED, List.of(), sentences.say(why), 0, clock.instant());
    }

    private LoadReport run(
            Connection beside,
            long load,
            List<Path> paths,
            @Nullable String acceptedBy,
            Consumer<LoadProgress> progress)
            throws IOException, SQLException {
        long start = System.nanoTime();
        var opened = new ArrayList<Rejects>();
        boolean ended = false;
        try (var parcel = Parcel.open(paths, settings)) {
            End end;
            try {
                end = attempt(beside, load, plan(parcel, load, opened), false, acceptedBy, progress, start);
            } catch (ActivityRows.Scattered apart) {
                end = attempt(beside, load, plan(parcel, load, opened), true, acceptedBy, progress, start);
            }
            if (end instanceof Stopped(var why, var files)) hold(load, why, files, paths, start);
            ended = true;
        } catch (Refused refused) {
            book.ended(load, "refused", refused.sentence(), seconds(start));
            ended = true;
        } finally {
            opened.forEach(Rejects::close);
            if (!ended) book.failed(load);
        }
        return book.find(load).orElseThrow();
    }

    private List<Planned> plan(Parcel parcel, long load, List<Rejects> opened) throws IOException {
        opened.forEach(Rejects::close);
        opened.clear();
        var today = LocalDate.ofInstant(clock.instant(), FRANCE);
        var files = Planned.of(parcel, today, name -> {
            opened.add(new Rejects(data.resolve("rejects"), load, name, opened, sentences));
            return opened.getLast();
        });
        refuseFuture(files, today);
        refuseOlder(files); // whoever accepts a large change does not thereby turn time back
        return files;
    }

    private End attempt(
            Connection beside,
            long load,
            List<Planned> files,
            boolean scattered,
            @Nullable String acceptedBy,
            Consumer<LoadProgress> progress,
            long start) {
        try {
            return Objects.requireNonNull(transaction.execute(
                    status -> inTransaction(status, beside, load, files, scattered, acceptedBy, progress, start)));
        } finally {
            filling.end();
        }
    }

    /** A day that has not come would make every later file an older one. Clocks and zones may differ by a day. */
    private static void refuseFuture(List<Planned> files, LocalDate today) {
        for (var file : files)
            if (file.asOf().isAfter(today.plusDays(1)))
                throw new Refused("future", file.file().name(), file.asOf(), today);
    }

    private void refuseOlder(List<Planned> files) {
        for (var file : files)
            book.newest(file.kind()).filter(file.asOf()::isBefore).ifPresent(newest -> {
                throw new Refused("older", file.file().name(), file.asOf(), newest);
            });
    }

    /** How the transaction ended: applied, or stopped by the guard. */
    private sealed interface End {}

    private record Applied() implements End {}

    private record Stopped(Sentence why, List<Planned> files) implements End {}

    private End inTransaction(
            TransactionStatus status,
            Connection beside,
            long load,
            List<Planned> files,
            boolean scattered,
            @Nullable String acceptedBy,
            Consumer<LoadProgress> progress,
            long start) {
        var now = clock.instant();
        try (var memory = new OffHeap();
                var run = new LoadRun(
                        DataSourceUtils.getConnection(database),
                        beside,
                        memory,
                        files,
                        scattered,
                        now,
                        progress,
                        filling)) {
            run.read();
            for (var file : files) {
                var why = Guard.check(file.file().name(), file.tally(), settings);
                if (why == null || acceptedBy != null) continue;
                status.setRollbackOnly();
                return new Stopped(why, files);
            }
            run.apply(load);
            book.files(load, files);
            book.applied(load, now, acceptedBy, seconds(start));
            events.publishEvent(new LoadApplied(load, now));
            tell("directory.load", load, acceptedBy == null ? "system" : acceptedBy, figures(files));
            return new Applied();
        } catch (SQLException e) {
            throw new IllegalStateException("the load could not be applied", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void hold(long load, Sentence why, List<Planned> files, List<Path> paths, long start) throws IOException {
        held.keep(load, paths);
        transaction.executeWithoutResult(_ -> {
            book.files(load, files);
            book.ended(load, "held", why, seconds(start));
        });
    }

    private static Map<String, String> figures(List<Planned> files) {
        var figures = new java.util.TreeMap<String, String>();
        for (var file : files) {
            var tally = file.tally();
            figures.put(
                    file.kind().word() + " " + file.asOf(),
                    "+" + tally.added + " ~" + tally.changed + " -" + tally.removed);
        }
        return figures;
    }

    private void tell(String action, long load, String actor, Map<String, String> after) {
        events.publishEvent(new SensitiveAct(actor, action, "load:" + load, Map.of(), after, clock.instant()));
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / NANOS;
    }
}
