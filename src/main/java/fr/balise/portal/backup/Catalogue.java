package fr.balise.portal.backup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables of Balise, as PostgreSQL itself lists them: a room that adds one needs to tell nobody. */
final class Catalogue {
    /** Whoever is logged in when a backup is made must log in again after a restore. */
    private static final String LEFT_OUT = "'flyway_schema_history', 'spring_session', 'spring_session_attributes'";

    private static final String OURS = "n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_'";

    private final JdbcClient jdbc;

    Catalogue(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Name(String schema, String table) {}

    /** Tables whose rows are saved, each after those that it refers to. Unlogged tables hold nothing that lasts. */
    List<Name> tables() {
        var references = new LinkedHashMap<Name, Set<Name>>();
        jdbc.sql("select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where "
                        + OURS
                        + " and c.relkind = 'r' and c.relpersistence = 'p' and c.relname not in (" + LEFT_OUT + ")"
                        + " order by 1, 2")
                .query((r, _) -> new Name(r.getString(1), r.getString(2)))
                .list()
                .forEach(name -> references.put(name, new LinkedHashSet<>()));
        jdbc.sql("select n.nspname, c.relname, fn.nspname, f.relname from pg_constraint k"
                        + " join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace"
                        + " join pg_class f on f.oid = k.confrelid join pg_namespace fn on fn.oid = f.relnamespace"
                        + " where k.contype = 'f'")
                .query((r, _) ->
                        List.of(new Name(r.getString(1), r.getString(2)), new Name(r.getString(3), r.getString(4))))
                .list()
                .forEach(pair -> {
                    var from = references.get(pair.getFirst());
                    if (from != null) from.add(pair.getLast());
                });
        return ordered(references);
    }

    /** A table that refers to itself is no obstacle: its rows are checked at the end of the statement. */
    static <T> List<T> ordered(Map<T, Set<T>> references) {
        var done = new LinkedHashSet<T>();
        while (done.size() < references.size()) {
            var next = new ArrayList<T>();
            references.forEach((table, needs) -> {
                if (!done.contains(table)
                        && needs.stream()
                                .allMatch(n -> n.equals(table) || done.contains(n) || !references.containsKey(n)))
                    next.add(table);
            });
            if (next.isEmpty()) throw new IllegalStateException("tables refer to each other in a ring");
            done.addAll(next);
        }
        return List.copyOf(done);
    }

    /** Generated columns are computed again. */
    List<String> columns(Name table) {
        return jdbc.sql("select a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid"
                        + " join pg_namespace n on n.oid = c.relnamespace where n.nspname = ? and c.relname = ?"
                        + " and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum")
                .params(table.schema(), table.table())
                .query((r, _) -> r.getString(1))
                .list();
    }

    List<Manifest.Sequence> sequences() {
        return jdbc
                .sql("select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where "
                        + OURS + " and c.relkind = 'S' order by 1, 2")
                .query((r, _) -> new Name(r.getString(1), r.getString(2)))
                .list()
                .stream()
                .map(this::sequence)
                .toList();
    }

    private Manifest.Sequence sequence(Name name) {
        return jdbc.sql("select last_value, is_called from " + Manifest.quoted(name.schema()) + "."
                        + Manifest.quoted(name.table()))
                .query((r, _) -> new Manifest.Sequence(name.schema(), name.table(), r.getLong(1), r.getBoolean(2)))
                .single();
    }

    String schemaVersion() {
        return jdbc.sql("select version from public.flyway_schema_history where success and version is not null"
                        + " order by installed_rank desc limit 1")
                .query(String.class)
                .single();
    }

    long databaseBytes() {
        return jdbc.sql("select pg_database_size(current_database())")
                .query(Long.class)
                .single();
    }
}
