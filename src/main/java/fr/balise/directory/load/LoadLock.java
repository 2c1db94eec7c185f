package fr.balise.directory.load;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Lets one load at a time into a database, whichever copy of Balise runs it. Ends with its connection, so a crash frees it. */
record LoadLock(Connection connection) implements AutoCloseable {
    /** "BALI": any number that nobody else uses in this database. */
    private static final long NUMBER = 0x42414c49L;

    /** Null when another load runs. */
    static @Nullable LoadLock tryTake(DataSource database) throws SQLException {
        var connection = database.getConnection();
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select pg_try_advisory_lock(" + NUMBER + ")")) {
            row.next();
            if (row.getBoolean(1)) return new LoadLock(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        connection.close();
        return null;
    }

    @Override
    public void close() throws SQLException {
        try (connection;
                var statement = connection.createStatement()) {
            statement.execute("select pg_advisory_unlock(" + NUMBER + ")");
        }
    }
}
