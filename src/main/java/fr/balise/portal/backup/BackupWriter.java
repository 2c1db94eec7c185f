package fr.balise.portal.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a backup while the instance works: the database as of one instant (one transaction that reads and never waits), then the files.
 * Memory stays flat. Programs of PostgreSQL are not needed, so that an embedded and an external server are saved alike.
 */
public final class BackupWriter {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Below the data folder; what can be made again (index, logs, programs) is left out. */
    private static final List<String> FOLDERS = List.of("outbox", "keys", "certs", "mail");

    /**
     * Dovecot only adds to its files of messages: an index that was copied before them points to nothing that is missing. What came
     * meanwhile is found again by {@code doveadm force-resync}.
     */
    private static final Comparator<Path> INDEXES_FIRST = Comparator.<Path, Boolean>comparing(
                    file -> !file.getFileName().toString().startsWith("dovecot"))
            .thenComparing(Comparator.naturalOrder());

    /** Where the chain of the audit had come to. */
    private static final String ANCHOR = "audit.anchor";

    private final DataSource database;
    private final Path data;

    public BackupWriter(DataSource database, Path data) {
        this.database = database;
        this.data = data;
    }

    /** The zip is whole only when its manifest, the last entry, is there. */
    public void write(OutputStream out) throws IOException, SQLException {
        try (var zip = new ZipOutputStream(out)) {
            var files = new ArrayList<Manifest.Piece>();
            // Before the database: it may lag behind the rows, never run ahead of them.
            if (Files.exists(data.resolve(ANCHOR))) add(zip, data.resolve(ANCHOR), files);
            // Before the database too: an erasure that only the rows know is one that they still know after a restore.
            if (Files.exists(data.resolve(Erasures.JOURNAL))) add(zip, data.resolve(Erasures.JOURNAL), files);
            var manifest = database(zip, files);
            zip.putNextEntry(new ZipEntry(Manifest.ENTRY));
            zip.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest));
            zip.closeEntry();
        }
    }

    private Manifest database(ZipOutputStream zip, List<Manifest.Piece> files) throws IOException, SQLException {
        try (var connection = database.getConnection()) {
            boolean auto = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                var jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
                jdbc.sql("set transaction isolation level repeatable read, read only")
                        .update();
                return read(zip, connection, new Catalogue(jdbc), files);
            } finally {
                connection.rollback();
                connection.setAutoCommit(auto);
            }
        }
    }

    private Manifest read(ZipOutputStream zip, Connection connection, Catalogue catalogue, List<Manifest.Piece> files)
            throws IOException, SQLException {
        var tables = new ArrayList<Manifest.Table>();
        for (var name : catalogue.tables()) tables.add(table(zip, connection, name, catalogue.columns(name)));
        return new Manifest(
                Manifest.FORMAT,
                Instant.now(java.time.Clock.systemUTC()),
                kind(),
                catalogue.schemaVersion(),
                catalogue.databaseBytes(),
                tables,
                catalogue.sequences(),
                files(zip, files));
    }

    private String kind() throws IOException {
        var file = data.resolve("instance");
        return Files.exists(file) ? Files.readString(file).strip() : "main";
    }

    private static Manifest.Table table(
            ZipOutputStream zip, Connection connection, Catalogue.Name name, List<String> columns)
            throws IOException, SQLException {
        var entry = "database/" + name.schema() + "." + name.table();
        var empty = new Manifest.Table(name.schema(), name.table(), columns, 0, new Manifest.Piece(entry, 0, ""));
        zip.putNextEntry(new ZipEntry(entry));
        var digest = new DigestingStream(zip);
        long rows = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("copy " + empty.sqlName() + " (" + empty.sqlColumns() + ") to stdout", digest);
        zip.closeEntry();
        return new Manifest.Table(name.schema(), name.table(), columns, rows, digest.piece(entry));
    }

    private List<Manifest.Piece> files(ZipOutputStream zip, List<Manifest.Piece> pieces) throws IOException {
        for (var folder : FOLDERS) {
            if (!Files.isDirectory(data.resolve(folder))) continue;
            try (var below = Files.walk(data.resolve(folder))) {
                for (var file :
                        below.filter(Files::isRegularFile).sorted(INDEXES_FIRST).toList()) add(zip, file, pieces);
            }
        }
        return pieces;
    }

    private void add(ZipOutputStream zip, Path file, List<Manifest.Piece> pieces) throws IOException {
        var entry = "files/" + data.relativize(file);
        try (var in = Files.newInputStream(file)) {
            zip.putNextEntry(new ZipEntry(entry));
            var digest = new DigestingStream(zip);
            in.transferTo(digest);
            zip.closeEntry();
            pieces.add(digest.piece(entry));
        } catch (NoSuchFileException gone) {
            // removed by its retention meanwhile: it would have been removed after a restore as well
        }
    }
}
