package fr.balise.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The baseline: the mailbox file in SQLite with FTS5 over the same 31 columns, loaded in one transaction by prepared inserts, as a
 * competent user would. In its favour it keeps no journal and never waits for the disk (Balise's PostgreSQL does both), has 256 MiB
 * of cache and no index besides the full text. Of three ways to fill FTS5 (row by row, a copy of the text in FTS5 itself, one rebuild
 * over external content) the quickest is used.
 */
final class SqliteDirectory implements AutoCloseable {
    private static final List<String> PRAGMAS = List.of(
            "page_size = 8192",
            "journal_mode = off",
            "synchronous = off",
            "locking_mode = exclusive",
            "temp_store = memory",
            "cache_size = -262144",
            "mmap_size = 1073741824");
    private static final int BATCH = 1000;
    private static final int COLUMNS = 31;

    /** One answer of the baseline. */
    record Row(
            String address, String rpps, String family, String given, String structure, String routing, String work) {}

    private final Connection connection;

    SqliteDirectory(Path file) throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (var statement = connection.createStatement()) {
            for (var pragma : PRAGMAS) statement.execute("pragma " + pragma);
        }
    }

    /** Seconds from the first byte read until SQL and full text both answer the last row. */
    double load(Path file) throws IOException, SQLException {
        long started = System.nanoTime();
        var last = insert(file);
        if (!answersSql(last) || !answersText(last)) throw new IllegalStateException("the last row is not found");
        return (System.nanoTime() - started) / 1e9;
    }

    private String insert(Path file) throws IOException, SQLException {
        connection.setAutoCommit(false);
        var columns = IntStream.range(0, COLUMNS).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
        try (var statement = connection.createStatement()) {
            statement.execute("create table mailbox (" + columns + ")");
            statement.execute("create virtual table words using fts5(" + columns
                    + ", content='mailbox', tokenize='unicode61 remove_diacritics 2')");
        }
        var marks = String.join(",", java.util.Collections.nCopies(COLUMNS, "?"));
        String address;
        try (var insert = connection.prepareStatement("insert into mailbox values (" + marks + ")");
                var lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            address = fill(lines, insert);
        }
        try (var statement = connection.createStatement()) {
            statement.execute("insert into words(words) values ('rebuild')");
        }
        connection.commit();
        connection.setAutoCommit(true);
        return address;
    }

    private static String fill(BufferedReader lines, PreparedStatement insert) throws IOException, SQLException {
        var address = "";
        lines.readLine();
        int waiting = 0;
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            var cells = line.split("\\|", -1);
            for (int i = 0; i < COLUMNS; i++) insert.setString(i + 1, cells[i]);
            insert.addBatch();
            if (++waiting % BATCH == 0) insert.executeBatch();
            address = cells[1];
        }
        insert.executeBatch();
        return address;
    }

    private boolean answersSql(String address) throws SQLException {
        try (var ask = connection.prepareStatement("select c1 from mailbox where c1 = ?")) {
            ask.setString(1, address);
            return ask.executeQuery().next();
        }
    }

    private boolean answersText(String address) throws SQLException {
        return search(address, 50).stream().anyMatch(row -> row.address().equals(address));
    }

    /** Every word, as a beginning, best first. */
    List<Row> search(String text, int limit) throws SQLException {
        var match = Arrays.stream(text.split("[^\\p{L}\\p{N}]+"))
                .filter(w -> !w.isEmpty())
                .map(w -> '"' + w + "\"*")
                .collect(Collectors.joining(" "));
        var rows = new ArrayList<Row>();
        try (var ask = connection.prepareStatement(
                "select c1, c3, c9, c10, c18, c27, c14 || ' ' || c16 from words where words match ? order by rank limit ?")) {
            ask.setString(1, match);
            ask.setInt(2, limit);
            try (var found = ask.executeQuery()) {
                while (found.next())
                    rows.add(new Row(
                            found.getString(1),
                            found.getString(2),
                            found.getString(3),
                            found.getString(4),
                            found.getString(5),
                            found.getString(6),
                            found.getString(7)));
            }
        }
        return rows;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
