package fr.balise.directory.fhir;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Finds the ids that a search means, in the order of the ids. A search that many rows match is answered from the next few
 * thousand rows; only one that few match goes to the indexes and sorts.
 */
@Repository
class Found {
    private final JdbcClient jdbc;

    Found(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Long> ids(Asked asked, long after, int limit) {
        return ids(asked, after, limit, Viewer.PUBLIC);
    }

    /** What is searched for is what the public sees; only people known by a hidden address alone are found by who publishes it. */
    List<Long> ids(Asked asked, long after, int limit, Viewer viewer) {
        if (!asked.where().selective()) {
            var near = near(asked, after, limit, viewer);
            if (near.size() == limit) return near;
        }
        return all(asked, after, limit, viewer);
    }

    private List<Long> near(Asked asked, long after, int limit, Viewer viewer) {
        return ids(
                asked,
                after,
                limit,
                "select r.id from (select r.* from %s r where r.id > ? order by r.id limit " + window(asked.kind())
                        + ") r where %s order by r.id limit ?",
                true,
                viewer);
    }

    /** Rows looked at first: about three milliseconds. Names of structures have their accents taken off row by row. */
    private static int window(Kind kind) {
        return kind == Kind.ORGANIZATION ? 500 : 10_000;
    }

    private List<Long> all(Asked asked, long after, int limit, Viewer viewer) {
        return ids(
                asked,
                after,
                limit,
                "select id from (select r.id from %s r where %s and r.id > ? offset 0) found order by id limit ?",
                false,
                viewer);
    }

    private List<Long> ids(Asked asked, long after, int limit, String sql, boolean afterFirst, Viewer viewer) {
        var values = new ArrayList<@Nullable Object>();
        if (afterFirst) values.add(after);
        values.addAll(asked.where().values());
        if (!afterFirst) values.add(after);
        values.add(limit);
        return jdbc.sql(sql.formatted(asked.kind().table, condition(asked, viewer)))
                .params(values)
                .query((r, _) -> r.getLong(1))
                .list();
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
