package fr.balise.directory.search;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.directory.LoadApplied;
import fr.balise.testing.FreshDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;

/** Indexes of their own, stepped by hand, so that no clock is involved. */
@NullUnmarked
@SpringBootTest
@ContextConfiguration(initializers = FreshDatabase.class)
@Import(SearchFixture.class)
class IndexLifeModuleTests {
    @Autowired
    DataSource database;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    SearchFixture fixture;

    @TempDir
    Path folder;

    SearchIndex index;
    DirectorySearch search;

    @BeforeEach
    void start() {
        fixture.invent();
        restart();
    }

    @AfterEach
    void stop() {
        index.stop();
    }

    private void restart() {
        if (index != null) index.stop();
        var settings = new SearchSettings(folder, Duration.ofHours(1), 16, 1, 1);
        index = new SearchIndex(database, jdbc, settings);
        search = new DirectorySearch(index);
    }

    @Test
    void beforeTheFirstIndexSearchesAnswerBeingPrepared() {
        assertThat(search.search(SearchRequest.of("lefevre"))).isInstanceOf(SearchAnswer.BeingPrepared.class);
        index.bringInLine();
        assertThat(found("lefevre")).isNotEmpty();
    }

    @Test
    void afterTheFirstLoadNobodyIsToldNobodyFromTheIndexOfTheEmptyDirectory() {
        fixture.rows.empty();
        index.bringInLine();
        assertThat(found("tardivel")).isEmpty();
        fixture.rows.person("99700000047", "TARDIVEL", "Luc");
        long load = fixture.rows.load("2026-11-12");
        index.on(new LoadApplied(load, Instant.now()));
        assertThat(search.search(SearchRequest.of("tardivel"))).isInstanceOf(SearchAnswer.BeingPrepared.class);
        index.bringInLine();
        assertThat(found("tardivel")).hasSize(1);
    }

    @Test
    void aRestartOpensTheIndexWithoutBuildingIt() throws IOException {
        index.bringInLine();
        var built = builds();
        restart();
        index.bringInLine();
        assertThat(found("lefevre")).isNotEmpty();
        assertThat(builds()).isEqualTo(built).hasSize(1);
    }

    @Test
    void aRestartAfterALoadBringsTheIndexInLine() {
        index.bringInLine();
        index.stop();
        long load = fixture.rows.load("2026-11-13");
        long late = fixture.rows.person("99700000047", "TARDIVEL", "Luc");
        fixture.rows.history(load, "person", late);
        restart();
        index.bringInLine();
        assertThat(found("tardivel")).hasSize(1);
        assertThat(found("lefevre")).isNotEmpty();
    }

    @Test
    void anotherDatabaseIsNeverServedFromTheOldIndex() {
        index.bringInLine();
        fixture.rows.empty();
        fixture.rows.person("99700000047", "TARDIVEL", "Luc");
        fixture.rows.load("2026-11-12");
        index.bringInLine();
        assertThat(found("lefevre")).isEmpty();
        assertThat(found("tardivel")).hasSize(1);
    }

    enum Damage {
        TRUNCATED,
        EMPTIED,
        DELETED,
        ONE_BIT,
        POINTER_LOST,
        POINTER_HOSTILE,
        FOLDER_GONE
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void anIndexDamagedWhileStoppedIsRebuiltByItself(Damage damage) throws IOException {
        index.bringInLine();
        index.stop();
        harm(damage);
        restart();
        assertThat(search.search(SearchRequest.of("lefevre"))).isInstanceOf(SearchAnswer.BeingPrepared.class);
        index.bringInLine();
        assertThat(found("lefevre marie")).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = Damage.class,
            names = {"TRUNCATED", "EMPTIED", "DELETED", "FOLDER_GONE"})
    void anIndexDamagedWhileRunningIsRebuiltByItselfAndNoSearchFails(Damage damage) throws IOException {
        index.bringInLine();
        harm(damage);
        for (int i = 0; i < 20; i++)
            assertThat(search.search(SearchRequest.of("lefevre marie"))).isNotNull();
        index.bringInLine();
        assertThat(found("lefevre marie")).hasSize(2);
    }

    @Test
    void leftoversOfAKilledBuildAreRemovedAndNeverServed() throws IOException {
        index.bringInLine();
        var leftover = Files.createDirectories(folder.resolve("build-00000000-0000-0000-0000-000000000000"));
        Files.writeString(leftover.resolve("_0.fdt"), "half");
        restart();
        index.bringInLine();
        assertThat(found("lefevre marie")).hasSize(2);
        assertThat(builds()).hasSize(1).doesNotContain(leftover);
    }

    @Test
    void twoInstancesReachTheSameGeneration(@TempDir Path other) {
        index.bringInLine();
        var second = new SearchIndex(database, jdbc, new SearchSettings(other, Duration.ofHours(1), 16, 1, 1));
        second.bringInLine();
        long load = fixture.rows.load("2026-11-13");
        fixture.rows.history(load, "person", fixture.rows.person("99700000047", "TARDIVEL", "Luc"));
        index.bringInLine();
        second.bringInLine();
        for (var each : List.of(search, new DirectorySearch(second)))
            assertThat(Answers.hits(each.search(SearchRequest.of("tardivel")))).hasSize(1);
        second.stop();
    }

    @Test
    void readersSeeTheOldOrTheNewButNeverAMixture() throws Exception {
        var people = IntStream.range(0, 60)
                .mapToObj(i -> fixture.rows.person(String.format("997%08d", 1000 + i), "BASCULE", "Ancien"))
                .toList();
        fixture.rows.load("2026-11-13");
        index.bringInLine();
        var done = new AtomicBoolean();
        var wrong = new ConcurrentLinkedQueue<String>();
        var generations = new ConcurrentLinkedQueue<Long>();
        var readers = new ArrayList<Thread>();
        for (int r = 0; r < 3; r++) readers.add(Thread.ofPlatform().start(() -> read(done, wrong, generations)));
        for (int turn = 0; turn < 12; turn++) turn(people, turn);
        done.set(true);
        for (var reader : readers) reader.join();
        assertThat(wrong).isEmpty();
        assertThat(new HashSet<>(generations)).hasSizeGreaterThan(1);
    }

    /** Every other turn the index is built anew instead of updated. */
    private void turn(List<Long> people, int turn) throws IOException {
        fixture.rows.run("update directory.person set given = ?", "Tour" + turn);
        long load = fixture.rows.load("2026-11-14");
        for (long id : people) fixture.rows.history(load, "person", id);
        if (turn % 2 == 1) Files.deleteIfExists(folder.resolve("current"));
        if (turn % 4 == 3) harmRunning();
        index.bringInLine();
        assertThat(found("bascule")).allMatch(h -> h.person().given().equals("Tour" + turn));
    }

    private void harmRunning() {
        var held = index.held();
        index.suspect(held);
        held.release();
    }

    private void read(
            AtomicBoolean done, ConcurrentLinkedQueue<String> wrong, ConcurrentLinkedQueue<Long> generations) {
        while (!done.get()) {
            try {
                if (!(search.search(new SearchRequest("bascule", SearchRequest.Filter.NONE, 50))
                        instanceof SearchAnswer.Found found)) continue;
                generations.add(found.generation().load());
                var seen = new HashSet<String>();
                found.hits().forEach(h -> seen.add(h.person().given()));
                if (seen.size() != 1 || found.hits().size() != 50)
                    wrong.add(seen + " in " + found.hits().size());
            } catch (RuntimeException e) {
                wrong.add(e.toString());
            }
        }
    }

    private void harm(Damage damage) throws IOException {
        var build = builds().getFirst();
        switch (damage) {
            case TRUNCATED -> {
                for (var file : data(build)) {
                    var bytes = Files.readAllBytes(file);
                    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
                }
            }
            case EMPTIED -> {
                for (var file : data(build)) Files.write(file, new byte[0]);
            }
            case DELETED -> {
                for (var file : data(build)) Files.delete(file);
            }
            case ONE_BIT -> flip(data(build));
            case POINTER_LOST -> Files.delete(folder.resolve("current"));
            case POINTER_HOSTILE -> Files.writeString(folder.resolve("current"), "../../../etc");
            case FOLDER_GONE -> {
                for (var file : data(build)) Files.delete(file);
                try (var rest = Files.list(build)) {
                    for (var file : rest.toList()) Files.delete(file);
                }
                Files.delete(build);
            }
        }
    }

    private static void flip(List<Path> files) throws IOException {
        var random = new SplittableRandom(7);
        for (var file : files) {
            var bytes = Files.readAllBytes(file);
            bytes[random.nextInt(bytes.length)] ^= 4;
            Files.write(file, bytes);
        }
    }

    private static List<Path> data(Path build) throws IOException {
        try (var files = Files.list(build)) {
            return files.filter(f -> f.getFileName().toString().startsWith("_"))
                    .sorted()
                    .toList();
        }
    }

    private List<Path> builds() throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory).toList();
        }
    }

    private List<Hit> found(String typed) {
        return Answers.hits(search.search(SearchRequest.of(typed)));
    }
}
