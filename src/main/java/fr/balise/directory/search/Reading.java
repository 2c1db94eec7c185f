package fr.balise.directory.search;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** One snapshot of the database: whatever is read through it is of one moment, however long it takes. */
record Reading(Connection connection, DirectoryState state) implements AutoCloseable {

    static Reading begin(DataSource database) throws SQLException {
        var connection = database.getConnection();
        try {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute("set transaction isolation level repeatable read, read only");
                statement.execute("set local work_mem = '128MB'");
            }
            var jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            return new Reading(connection, new DirectoryState(jdbc));
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }
}
