package fr.balise.portal.database;

import com.zaxxer.hikari.HikariDataSource;
import fr.balise.kernel.Patience;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The pool of connections. A connection that is borrowed for somebody who waits gives up on an answer when their patience ends; the pool
 * throws it away then, and sets it back to its usual patience otherwise.
 */
class PatientPool extends HikariDataSource {
    @Override
    public Connection getConnection() throws SQLException {
        var connection = super.getConnection();
        var patience = Patience.now();
        if (patience.isEmpty()) return connection;
        try {
            connection.setNetworkTimeout(
                    Runnable::run, Math.toIntExact(patience.get().toMillis()));
            return connection;
        } catch (SQLException broken) {
            connection.close();
            throw broken;
        }
    }
}
