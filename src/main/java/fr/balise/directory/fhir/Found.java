package fr.balise.directory.fhir;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Finds the ids that a search means, in the order of the ids. A search that many rows match is answered from the next few
 * thousand rows; only one that few match goes to the indexes and sorts. Where an index tells soon whether they are few, it is asked first.
 */
@Repository
class Found {
    /** Reading so many keys of an index takes a millisecond. */
    private static final int LONG_RANGE = 4000;

    private final JdbcClient jdbc;

    Found(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Long> ids(Asked asked, long after, int limit) {
        return ids(asked, after, limit, Viewer.PUBLIC);
    }

    /** What is searched for is what the public sees; only people known by a hidden address alone are found by who publishes it. */
    List<Long> ids(Asked asked, long after, int limit, Viewer viewer) {
        var reach = asked.where().reach();
        if (reach == Clause.Reach.RANGE) {
            var counted = counted(asked, after, limit, viewer);
            if (counted.isPresent()) return counted.get();
        }
        if (reach != Clause.Reach.FEW) {
            var near = near(asked, after, limit, viewer);
            if (near.size() == limit) return near;
        }
        return all(asked, after, limit, viewer);
    }

    private record Counted(long id, int rows) {}

    /** Those of a range that holds few rows; empty, after having looked at so many, for a longer one. */
    private Optional<List<Long>> counted(Asked asked, long after, int limit, Viewer viewer) {
        var sql = "select id, count(*) over () \"rows\" from (select r.id from %s r where %s and r.id + 0 > ? limit "
                + LONG_RANGE + ") found order by id limit ?";
        var ids = statement(asked, sql, viewer)
                .params(values(asked, after, limit))
                .query(Counted.class)
                .list();
        return ids.isEmpty() || ids.getFirst().rows < LONG_RANGE
                ? Optional.of(ids.stream().map(Counted::id).toList())
                : Optional.empty();
    }

    private List<Long> near(Asked asked, long after, int limit, Viewer viewer) {
        var values = new ArrayList<Object>();
        values.add(after);
        values.addAll(asked.where().values());
        values.add(limit);
        var sql = "select r.id from (select r.* from %s r where r.id > ? order by r.id limit " + window(asked.kind())
                + ") r where %s order by r.id limit ?";
        return ids(statement(asked, sql, viewer).params(values));
    }

    /** Rows looked at first: about three milliseconds. Names of structures have their accents taken off row by row. */
    private static int window(Kind kind) {
        return kind == Kind.ORGANIZATION ? 500 : 10_000;
    }

    /** {@code r.id + 0}: the index of ids would be read from {@code after} to its end, beside the one that finds the few. */
    private List<Long> all(Asked asked, long after, int limit, Viewer viewer) {
        var sql = "select id from (select r.id from %s r where %s and r.id + 0 > ? offset 0) found order by id limit ?";
        return ids(statement(asked, sql, viewer).params(values(asked, after, limit)));
    }

    private static List<Object> values(Asked asked, long after, int limit) {
        var values = new ArrayList<>(asked.where().values());
        values.add(after);
        values.add(limit);
        return values;
    }

    private JdbcClient.StatementSpec statement(Asked asked, String sql, Viewer viewer) {
        return jdbc.sql(sql.formatted(asked.kind().table, condition(asked, viewer)));
    }

    private static List<Long> ids(JdbcClient.StatementSpec statement) {
        return statement.query((r, _) -> r.getLong(1)).list();
    }

    int count(Asked asked) {
        return jdbc.sql("select count(*) from " + asked.kind().table + " r where " + condition(asked, Viewer.PUBLIC))
                .params(asked.where().values())
                .query(Integer.class)
                .single();
    }

    private static String condition(Asked asked, Viewer viewer) {
        return asked.where().sql() + " and " + Public.visible(asked.kind(), viewer);
    }
}
