package fr.balise.directory.load;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The steps that bring staged rows into one table and leave their trace in the history. */
final class Applying {
    /** Columns of our own, and those that have their own word in the history. */
    private static final String UNTOLD =
            "array['updated_at', 'row_hash', 'told_by', 'first_seen', 'gone_since', 'name_key', 'source']";

    private final JdbcClient jdbc;
    private final long load;
    private final OffsetDateTime now;

    Applying(JdbcClient jdbc, long load, Instant now) {
        this.jdbc = jdbc;
        this.load = load;
        this.now = now.atOffset(ZoneOffset.UTC);
    }

    /** Staged rows that were not held. */
    void appear(String entity, LocalDate day) {
        jdbc.sql("insert into directory.%1$s (%2$s) select %2$s from fresh_%1$s".formatted(entity, columns(entity)))
                .update();
        trace(entity, "appeared", "select id from fresh_" + entity, day);
    }

    /** Staged rows that replace held ones. */
    void change(String entity, LocalDate day) {
        var columns = Stage.replaced(entity);
        run(
                """
                with was as materialized (
                  select h.id, to_jsonb(h) - %4$s row from directory.%1$s h join changed_%1$s using (id)),
                became as (
                  update directory.%1$s h set (%2$s) = row(%3$s) from changed_%1$s c where c.id = h.id
                  returning h.id, to_jsonb(h) - %4$s row)
                insert into directory.history (load_id, on_date, entity, entity_id, what, before, after)
                select :load, :day, '%1$s', became.id, 'changed', d.before, d.after
                  from became join was using (id)
                  cross join lateral (
                    select jsonb_object_agg(o.key, o.value) before, jsonb_object_agg(o.key, became.row -> o.key) after
                      from jsonb_each(was.row) o where o.value is distinct from became.row -> o.key) d
                 where d.before is not null""".formatted(
                                entity,
                                String.join(", ", columns),
                                columns.stream().map(c -> "c." + c).collect(Collectors.joining(", ")),
                                UNTOLD),
                day);
    }

    /** Rows that no file has any more; {@code ids} is a query. */
    void leave(String entity, String ids, LocalDate day) {
        run("""
                with left_now as (
                  update directory.%1$s set gone_since = :day, updated_at = :now
                   where gone_since is null and id in (%2$s) returning id)
                insert into directory.history (load_id, on_date, entity, entity_id, what)
                select :load, :day, '%1$s', id, 'disappeared' from left_now""".formatted(entity, ids), day);
    }

    /** Rows that a file has again. */
    void reappear(String entity, String ids, LocalDate day) {
        var listed = entity.equals("attachment") ? "listed_since = :day, " : "";
        run("""
                with back_now as (
                  update directory.%1$s set %3$sgone_since = null, updated_at = :now
                   where gone_since is not null and id in (%2$s) returning id)
                insert into directory.history (load_id, on_date, entity, entity_id, what)
                select :load, :day, '%1$s', id, 'reappeared' from back_now""".formatted(entity, ids, listed), day);
    }

    void trace(String entity, String what, String ids, LocalDate day) {
        run("""
                insert into directory.history (load_id, on_date, entity, entity_id, what)
                select :load, :day, '%s', id, '%s' from (%s) x""".formatted(entity, what, ids), day);
    }

    /** Any statement that uses {@code :load}, {@code :day} or {@code :now}. */
    void run(String sql, LocalDate day) {
        jdbc.sql(sql).param("load", load).param("day", day).param("now", now).update();
    }

    private String columns(String entity) {
        return jdbc.sql("""
                select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
                 where attrelid = ('directory.' || ?)::regclass and attnum > 0 and not attisdropped""").param(entity).query(String.class).single();
    }
}
