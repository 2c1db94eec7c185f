package fr.balise.directory.load;

import java.sql.Connection;
import java.sql.SQLException;

/** Fresh ids of one table, from its sequence. Numbers that a load leaves over are lost: ids are never reused, gaps are harmless. */
final class Ids {
    private static final int AT_ONCE = 2000;

    /** A connection of its own: sequences are outside transactions, and that of the load is busy. */
    private final Connection connection;

    private final String sequence;
    private final boolean alone;
    private long[] taken = new long[0];
    private int used;
    private long next;

    /** @param alone nobody else writes to this table until commit: ids are counted here and the sequence follows at the end */
    Ids(Connection connection, String table, boolean alone) {
        this.connection = connection;
        this.sequence = "directory." + table + "_id_seq";
        this.alone = alone;
    }

    long next() {
        if (alone && next > 0) return next++;
        if (used == taken.length) take();
        next = taken[used++];
        return alone ? next++ : next;
    }

    private void take() {
        taken = new long[alone ? 1 : AT_ONCE];
        used = 0;
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "select nextval('" + sequence + "') from generate_series(1, " + taken.length + ")")) {
            for (int i = 0; row.next(); i++) taken[i] = row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException("no ids from " + sequence, e);
        }
    }

    /** Moves the sequence behind what was counted. */
    void settle() throws SQLException {
        if (!alone || next == 0) return;
        try (var statement = connection.createStatement()) {
            statement.execute("select setval('" + sequence + "', " + (next - 1) + ")");
        }
    }
}
