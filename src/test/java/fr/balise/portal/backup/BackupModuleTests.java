package fr.balise.portal.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.balise.portal.supervisor.Failure;
import fr.balise.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class BackupModuleTests {
    @TempDir
    Path folder;

    private final DriverManagerDataSource filled = filled();

    @Test
    void everyRowComesBackToTheLetter() throws Exception {
        var empty = empty();
        try (var backup = new BackupReader(save())) {
            backup.verifyRows();
            new DatabaseRestore(empty).fill(backup);
        }
        for (var table : List.of("directory.person", "directory.structure", "directory.attachment"))
            assertThat(hash(empty, table)).as(table).isEqualTo(hash(filled, table));
        assertThat(text(empty, "select family from directory.person order by id limit 1"))
                .isEqualTo("D'ÀBC\t\\N |é\u2028");
    }

    @Test
    void idsGoOnWhereTheyWere() throws Exception {
        var empty = empty();
        try (var backup = new BackupReader(save())) {
            new DatabaseRestore(empty).fill(backup);
        }
        var last = Long.parseLong(text(filled, "select max(id)::text from directory.person"));
        person(empty, "899700000099", "NEW");
        assertThat(Long.parseLong(text(empty, "select max(id)::text from directory.person")))
                .isGreaterThan(last);
    }

    @Test
    void filesBesideTheDatabaseComeBack() throws Exception {
        Files.createDirectories(folder.resolve("data/outbox"));
        Files.writeString(folder.resolve("data/outbox/1.eml"), "Subject: x");
        var back = folder.resolve("back");
        try (var backup = new BackupReader(save())) {
            backup.unpackFiles(back);
        }
        assertThat(back.resolve("outbox/1.eml")).hasContent("Subject: x");
    }

    @Test
    void erasuresThatTheFolderKnowsOutliveARestoreOfAnOlderBackup() throws Exception {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/erasures.journal"), "first\n\nsecond\n");
        var back = Files.createDirectories(folder.resolve("back"));
        Files.writeString(back.resolve("erasures.journal"), "\nfirst\n\nthird\n");
        bring(back);
        assertThat(Files.readAllLines(back.resolve("erasures.journal"))).containsExactly("first", "third", "second");

        var fresh = Files.createDirectories(folder.resolve("fresh"));
        bring(fresh);
        assertThat(Files.readAllLines(fresh.resolve("erasures.journal"))).containsExactly("first", "second");
    }

    /** The files of the backup into a data folder, as a restore does it. */
    private void bring(Path data) throws IOException, SQLException {
        var staging = folder.resolve("staging");
        try (var backup = new BackupReader(save())) {
            backup.unpackFiles(staging);
            Erasures.keep(data, staging);
        }
        for (var act : new FileExchange(data, staging, "before", List.of()).acts()) act.run();
    }

    @Test
    void aFileThatIsNotAsItWasWrittenIsNoticedBeforeAnyIsExchanged() throws Exception {
        Files.createDirectories(folder.resolve("data/mail/7"));
        Files.writeString(folder.resolve("data/mail/7/m.1"), "a message");
        var file = save();
        try (var zip = FileSystems.newFileSystem(file)) {
            Files.writeString(zip.getPath("files/mail/7/m.1"), "a massage");
        }
        try (var backup = new BackupReader(file)) {
            assertThatThrownBy(() -> backup.unpackFiles(folder.resolve("staging")))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("not a whole backup");
        }
    }

    @Test
    void theRoomThatARestoreNeedsIsThatOfTheDatabaseTooUnlessItStandsElsewhere() throws Exception {
        try (var backup = new BackupReader(save())) {
            long noted = Objects.requireNonNull(backup.held().databaseBytes());
            assertThat(noted).isGreaterThan(1_000_000);
            assertThat(SpaceNeeded.of(backup.held(), 1000, false) - SpaceNeeded.of(backup.held(), 1000, true))
                    .isEqualTo(2 * noted);
        }
    }

    @Test
    void aFilledDatabaseIsNeverOverwritten() throws Exception {
        try (var backup = new BackupReader(save())) {
            assertThatThrownBy(() -> new DatabaseRestore(filled).fill(backup))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("not empty");
        }
    }

    @Test
    void aByteChangedAnywhereIsNoticed() throws Exception {
        var file = save();
        try (var zip = FileSystems.newFileSystem(file)) {
            var piece = zip.getPath("database/directory.person");
            Files.writeString(piece, Files.readString(piece).replace("ÀBC", "ABD"));
        }
        try (var backup = new BackupReader(file)) {
            assertThatThrownBy(backup::verifyRows)
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("not a whole backup");
        }
    }

    @Test
    void whatIsNotABackupIsRefused() throws Exception {
        for (var content : List.of("", "PK", "hello", "PK\u0003\u0004" + "x".repeat(500))) {
            var file = Files.writeString(folder.resolve("x.zip"), content);
            assertThatThrownBy(() -> new BackupReader(file)).isInstanceOf(Failure.class);
        }
    }

    @Test
    void aNameThatClimbsOutIsRefused() throws Exception {
        var file = save();
        try (var zip = FileSystems.newFileSystem(file)) {
            var manifest = zip.getPath("manifest.json");
            Files.writeString(
                    manifest,
                    Files.readString(manifest)
                            .replaceFirst(
                                    "\"files\" : \\[ ?\\]",
                                    "\"files\" : [{\"entry\":\"files/../../evil\",\"bytes\":0,\"sha256\":\"\"}]"));
        }
        try (var backup = new BackupReader(file)) {
            assertThat(backup.held().files()).hasSize(1);
            assertThatThrownBy(() -> backup.unpackFiles(folder.resolve("back"))).isInstanceOf(Failure.class);
        }
    }

    @Test
    void tablesComeAfterThoseTheyReferTo() {
        var references = new LinkedHashMap<String, Set<String>>();
        references.put("attachment", Set.of("address", "person"));
        references.put("person", Set.of("person"));
        references.put("address", Set.of("elsewhere"));
        assertThat(Catalogue.ordered(references)).containsExactly("person", "address", "attachment");
        assertThatThrownBy(() -> Catalogue.ordered(Map.of("a", Set.of("b"), "b", Set.of("a"))))
                .isInstanceOf(IllegalStateException.class);
    }

    private Path save() throws IOException, SQLException {
        var file = folder.resolve("saved.zip");
        try (var out = Files.newOutputStream(file)) {
            new BackupWriter(filled, folder.resolve("data")).write(out);
        }
        return file;
    }

    private static DriverManagerDataSource empty() {
        return new DriverManagerDataSource(TestPostgres.freshDatabase(), "postgres", "");
    }

    private static DriverManagerDataSource filled() {
        var source = new DriverManagerDataSource(TestPostgres.migratedDatabase(), "postgres", "");
        person(source, "899700000013", "D'ÀBC\t\\N |é\u2028");
        person(source, "899700000021", "ESSAI");
        JdbcClient.create(source)
                .sql("insert into directory.structure (national_id, name, first_seen, updated_at)"
                        + " values ('1990000010', 'CLINIQUE', now(), now())")
                .update();
        return source;
    }

    private static void person(DriverManagerDataSource source, String id, String family) {
        JdbcClient.create(source)
                .sql("insert into directory.person (national_id, family, name_key, first_seen, updated_at)"
                        + " values (?, ?, lower(?), '2026-11-24', '2026-11-24T10:00:00Z')")
                .params(id, family, family)
                .update();
    }

    private static String hash(DriverManagerDataSource source, String table) {
        return text(source, "select coalesce(md5(string_agg(t::text, '|' order by id)), 'none') from " + table + " t");
    }

    private static String text(DriverManagerDataSource source, String sql) {
        return JdbcClient.create(source).sql(sql).query(String.class).single();
    }
}
