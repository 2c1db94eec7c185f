package fr.balise.directory.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first load fills empty tables: without their indexes and foreign keys, which are made again afterwards in the same
 * transaction. Who would read the empty directory meanwhile is told by {@link FillingNow}.
 */
final class FirstFill {
    /** In the order in which they are locked. */
    private static final List<String> TABLES =
            List.of("person", "structure", "situation", "qualification", "address", "attachment");

    private static final String DEADLOCK = "40P01";
    private static final int ATTEMPTS = 10;

    private static final String CONSTRAINTS = """
            select conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid), contype
              from pg_constraint
             where conrelid = any (?::regclass[]) and contype in ('p', 'u', 'f')
             order by array_position(array['p', 'u', 'f']::text[], contype::text), conname""";
    private static final String INDEXES = """
            select indexrelid::regclass::text, pg_get_indexdef(indexrelid)
              from pg_index
             where indrelid = any (?::regclass[])
               and not exists (select 1 from pg_constraint c where c.conindid = indexrelid and c.contype in ('p', 'u'))
             order by 1""";

    private record Made(String drop, String create) {
        boolean isReference() {
            return create.contains(" FOREIGN KEY ");
        }
    }

    private final Connection connection;
    private final List<Made> made = new ArrayList<>();

    private FirstFill(Connection connection) {
        this.connection = connection;
    }

    /** Locks the empty tables and takes off what would slow filling down; null, and nothing done, when they hold anything. */
    static @Nullable FirstFill begin(Connection connection, FillingNow told) throws SQLException {
        if (!empty(connection)) return null;
        var before = connection.setSavepoint();
        told.begin(connection);
        var fill = new FirstFill(connection);
        fill.lock();
        if (!empty(connection)) { // somebody was faster
            connection.rollback(before);
            told.end();
            return null;
        }
        fill.strip();
        return fill;
    }

    /** Readers take the tables in any order: whoever is chosen to give way tries again. */
    private void lock() throws SQLException {
        for (int attempt = 1; ; attempt++) {
            var before = connection.setSavepoint();
            try {
                run("lock table " + String.join(", ", names()) + " in access exclusive mode");
                return;
            } catch (SQLException e) {
                if (!DEADLOCK.equals(e.getSQLState()) || attempt == ATTEMPTS) throw e;
                connection.rollback(before);
            }
        }
    }

    private static boolean empty(Connection connection) throws SQLException {
        var none = TABLES.stream()
                .map(t -> "not exists (select 1 from directory." + t + ")")
                .toList();
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select " + String.join(" and ", none))) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private void strip() throws SQLException {
        var constraints = constraints();
        for (int i = constraints.size() - 1; i >= 0; i--) made.add(constraints.get(i)); // foreign keys first
        made.addAll(indexes());
        for (var one : made) run(one.drop);
        // They are empty. But tables that a transaction truncates need no log where the server keeps none for replicas.
        run("truncate " + String.join(", ", names()));
    }

    /** Makes it again. */
    void end() throws SQLException {
        run("set local maintenance_work_mem = '256MB'");
        run("set local default_statistics_target = 40");
        for (int i = made.size() - 1; i >= 0; i--) if (!made.get(i).isReference()) run(made.get(i).create);
        for (var one : made) if (one.isReference()) run(one.create + " not valid"); // see References
        for (var name : names()) run("analyze " + name);
    }

    private static List<String> names() {
        return TABLES.stream().map(t -> "directory." + t).toList();
    }

    private List<Made> constraints() throws SQLException {
        var found = new ArrayList<Made>();
        try (var statement = connection.prepareStatement(CONSTRAINTS)) {
            statement.setArray(1, connection.createArrayOf("text", names().toArray()));
            try (var row = statement.executeQuery()) {
                while (row.next())
                    found.add(new Made(
                            "alter table " + row.getString(1) + " drop constraint " + row.getString(2),
                            "alter table " + row.getString(1) + " add constraint " + row.getString(2) + " "
                                    + row.getString(3)));
            }
        }
        return found;
    }

    private List<Made> indexes() throws SQLException {
        var found = new ArrayList<Made>();
        try (var statement = connection.prepareStatement(INDEXES)) {
            statement.setArray(1, connection.createArrayOf("text", names().toArray()));
            try (var row = statement.executeQuery()) {
                while (row.next()) found.add(new Made("drop index " + row.getString(1), row.getString(2)));
            }
        }
        return found;
    }

    private void run(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
