package fr.balise.portal.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.balise.portal.supervisor.Failure;
import fr.balise.portal.supervisor.RestoreTraces;
import fr.balise.testing.TestPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The program that restores, killed with SIGKILL as it works and given again: with the embedded server, and with one of the operator's. */
@NullUnmarked
class KilledRestoreModuleTests {
    private static final int KILLS = 5;

    @TempDir
    Path place;

    private final Random random = new Random(20261127);
    private Path zip;
    private Path data;
    private RestoreTraces traces;
    private DriverManagerDataSource server;
    private String external;
    private int folders;

    @BeforeEach
    void save() throws IOException, SQLException {
        var source = source(TestPostgres.freshDatabase());
        server = source;
        Flyway.configure().dataSource(source).load().migrate();
        JdbcClient.create(source)
                .sql(
                        "insert into directory.person (national_id, family, name_key, first_seen, updated_at) select 'n' || i,"
                                + " 'SAVED ' || i, 'saved ' || i, now(), now() from generate_series(1, 20000) i")
                .update();
        var saved = fill("saved", "saved");
        Files.writeString(saved.resolve("erasures.journal"), "known to the backup\n");
        zip = place.resolve("saved.zip");
        try (var out = Files.newOutputStream(zip)) {
            new BackupWriter(source, saved).write(out);
        }
        for (var role : List.of("balise", "balise_admin"))
            JdbcClient.create(source)
                    .sql("do $$ begin if not exists (select from pg_roles where rolname = '" + role
                            + "') then create role " + role + " login superuser; end if; end $$")
                    .update();
    }

    @AfterEach
    void leaveTheServerAsItWas() {
        for (var name : List.of("balise", "balise_restored", "balise_before"))
            JdbcClient.create(server)
                    .sql("drop database if exists " + name + " with (force)")
                    .update();
    }

    @Test
    void withTheEmbeddedServerItEndsWhole() throws Exception {
        embedded();
        assertThat(restore().waitFor()).isZero();
        var expected = tree(data);
        embedded();
        killSeveralTimes(this::embedded);

        assertThat(restore().waitFor()).isZero();

        assertThat(traces.unfinished()).isFalse();
        assertThat(tree(data)).isEqualTo(expected);
        assertThat(Files.readAllLines(data.resolve("erasures.journal")))
                .containsExactly("known to the folder alone", "known to the backup");
        assertThat(rows(source(server.getUrl().replaceFirst("/[^/]*$", "/balise"))))
                .isEqualTo(rows(server));
    }

    @Test
    void withADatabaseOfTheOperatorsItTakesAwayWhatItPutThereAndEndsWhole() throws Exception {
        external();
        killSeveralTimes(this::external);

        assertThat(restore().waitFor()).isZero();

        assertThat(traces.unfinished()).isFalse();
        assertThat(rows(source(external))).isEqualTo(rows(server));
        assertThat(schemas(source(external))).isEqualTo(schemas(server));
        assertThat(data.resolve("mail/7/m.1")).hasContent("saved");
        assertThat(Files.readAllLines(data.resolve("erasures.journal")))
                .containsExactly("known to the folder alone", "known to the backup");
    }

    @Test
    void whatSomebodyElsePutIntoTheDatabaseIsNeverTakenAway() throws Exception {
        external();
        var theirs = JdbcClient.create(source(external));
        theirs.sql("create table public.theirs (x int)").update();
        refused("not empty");
        assertThat(traces.unfinished()).isFalse();
        theirs.sql("drop table public.theirs").update();

        cut();
        theirs.sql("create schema theirs").update();
        theirs.sql("create table theirs.theirs (x int)").update();

        refused("not empty");

        assertThat(theirs.sql("select count(*) from theirs.theirs")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(traces.unfinished()).isTrue();
    }

    @Test
    void aDatabaseThatAnotherFolderIsFillingIsNotThisOnes() throws Exception {
        external();
        cut();
        freshFolder();
        refused("not empty");
    }

    @Test
    void clearingLeavesTheDatabaseAsItWasFound() throws Exception {
        external();
        var before = objects(source(external));
        assertThat(restore().waitFor()).isZero();
        var token = "a token";
        var database = new ExternalDatabaseRestore(source(external), Optional.of(token));
        assertThat(objects(source(external)).size()).isGreaterThan(before.size() + 300);
        database.clear();
        database.finish(token);
        assertThat(objects(source(external))).isEqualTo(before);
    }

    @Test
    void twoAtOnceAreOneTooMany() throws Exception {
        external();
        var first = restore();
        while (!Files.exists(traces.staging())) Thread.sleep(5);
        assertThatThrownBy(traces::refuseWhileAtWork)
                .isInstanceOf(Failure.class)
                .hasMessageContaining("still at work");
        refused("still at work");
        assertThat(first.waitFor()).isZero();
        traces.refuseWhileAtWork();
    }

    private interface Afresh {
        void run() throws Exception;
    }

    private void embedded() throws IOException {
        external = null;
        leaveTheServerAsItWas();
        JdbcClient.create(server).sql("create database balise owner balise").update();
        freshFolder();
    }

    private void external() throws IOException {
        external = TestPostgres.freshDatabase();
        freshFolder();
    }

    /** One that got through before it was killed is no test of what comes after: the next begins with another folder. */
    private void killSeveralTimes(Afresh afresh) throws Exception {
        int cut = 0;
        for (int round = 0; round < KILLS || cut == 0; round++) {
            var process = restore();
            if (round % 2 == 1) awaitMark(process);
            process.waitFor(
                    random.nextInt(round % 2 == 1 ? external == null ? 30 : 1500 : 5000), TimeUnit.MILLISECONDS);
            if (process.destroyForcibly().waitFor() == 0) afresh.run();
            else if (traces.unfinished()) cut++;
        }
    }

    /** Killed while the database is being filled. */
    private void cut() throws Exception {
        var process = restore();
        var tables = JdbcClient.create(source(external))
                .sql("select count(*) from pg_tables where schemaname = 'directory'")
                .query(Long.class);
        while (process.isAlive() && tables.single() == 0) Thread.sleep(1);
        process.destroyForcibly().waitFor();
        assertThat(traces.unfinished()).isTrue();
    }

    private void awaitMark(Process process) {
        while (process.isAlive() && !traces.unfinished()) Thread.onSpinWait();
    }

    private void refused(String why) throws Exception {
        var process = restore();
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(Files.readString(place.resolve("printed"))).contains(why);
    }

    private Process restore() throws IOException {
        var port = server.getUrl().replaceAll("^.*:([0-9]+)/.*$", "$1");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-cp"));
        command.addAll(List.of(System.getProperty("java.class.path"), Restore.class.getName(), data.toString(), port));
        command.addAll(
                List.of(zip.toString(), Long.toString(ProcessHandle.current().pid())));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        if (external != null) builder.environment().put(Restore.EXTERNAL, external + "?user=postgres");
        return builder.redirectOutput(new File(place.resolve("printed").toString()))
                .start();
    }

    private void freshFolder() throws IOException {
        var folder = fill("data" + folders++, "old");
        Files.createDirectories(folder.resolve("secrets"));
        for (var secret : List.of("spring.datasource.password", "postgresql.admin"))
            Files.writeString(folder.resolve("secrets").resolve(secret), "any");
        Files.writeString(folder.resolve("erasures.journal"), "known to the folder alone\n");
        traces = new RestoreTraces(folder);
        data = folder;
    }

    private Path fill(String name, String content) throws IOException {
        var folder = place.resolve(name);
        for (var file :
                List.of("mail/7/m.1", "mail/8/" + content, "keys/seal.key", "outbox/" + content, "audit.anchor")) {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.writeString(folder.resolve(file), content);
        }
        return folder;
    }

    private static Map<String, String> tree(Path folder) throws IOException {
        var tree = new TreeMap<String, String>();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList())
                tree.put(
                        folder.relativize(file).toString().replaceFirst("Z-[0-9]{13}", "Z"),
                        Files.readString(file, StandardCharsets.ISO_8859_1));
        }
        return tree;
    }

    private static Map<String, String> rows(DriverManagerDataSource source) {
        var jdbc = JdbcClient.create(source);
        var rows = new TreeMap<String, String>();
        for (var table : new Catalogue(jdbc).tables()) {
            var name = Manifest.quoted(table.schema()) + "." + Manifest.quoted(table.table());
            rows.put(
                    name,
                    jdbc.sql(
                                    "select count(*) || ' ' || md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from "
                                            + name + " t")
                            .query(String.class)
                            .single());
        }
        return rows;
    }

    private static List<String> schemas(DriverManagerDataSource source) {
        return JdbcClient.create(source)
                .sql("select nspname from pg_namespace where nspname !~ '^pg_(toast_)?temp' order by 1")
                .query(String.class)
                .list();
    }

    /** Everything that a database can hold of somebody's, by name. */
    private static List<String> objects(DriverManagerDataSource source) {
        return JdbcClient.create(source)
                .sql("select 'schema ' || nspname from pg_namespace where nspname !~ '^pg_(toast_)?temp'"
                        + " union all select 'relation ' || oid::regclass::text from pg_class where relnamespace::regnamespace::text !~ '^pg_'"
                        + " union all select 'function ' || oid::regprocedure::text from pg_proc where pronamespace::regnamespace::text !~ '^pg_'"
                        + " union all select 'type ' || oid::regtype::text from pg_type where typnamespace::regnamespace::text !~ '^pg_'"
                        + " union all select 'extension ' || extname from pg_extension"
                        + " union all select 'collation ' || collname from pg_collation where collnamespace::regnamespace::text !~ '^pg_'"
                        + " order by 1")
                .query(String.class)
                .list();
    }

    private static DriverManagerDataSource source(String url) {
        return new DriverManagerDataSource(url, "postgres", "");
    }
}
