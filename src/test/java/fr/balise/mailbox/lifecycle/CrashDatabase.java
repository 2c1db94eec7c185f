package fr.balise.mailbox.lifecycle;

import fr.balise.testing.DurablePostgres;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** The database of the campaign, which may be killed, and looked into. */
final class CrashDatabase implements AutoCloseable {
    private final DurablePostgres postgres = new DurablePostgres();

    CrashDatabase() throws IOException, InterruptedException, SQLException {
        postgres.create("mail");
        for (var role : List.of("balise_dovecot", "balise_postfix")) execute("create role " + role + " login");
    }

    String url() {
        return postgres.url("mail");
    }

    void kill() throws IOException, InterruptedException {
        postgres.kill();
    }

    void start() throws InterruptedException {
        postgres.start();
    }

    void execute(String statement) throws SQLException {
        try (var connection = DriverManager.getConnection(url(), "postgres", "");
                var one = connection.createStatement()) {
            one.execute(statement);
        }
    }

    long number(String query) throws SQLException {
        return Long.parseLong(text(query));
    }

    /** The first column of the first row; empty when there is none. */
    String text(String query) throws SQLException {
        try (var connection = DriverManager.getConnection(url(), "postgres", "");
                var one = connection.createStatement();
                var row = one.executeQuery(query)) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        postgres.close();
    }
}
