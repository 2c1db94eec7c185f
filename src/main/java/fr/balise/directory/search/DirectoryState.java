package fr.balise.directory.search;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the index needs to know of the tables besides the rows: their generation, what changed between two, the labels. */
final class DirectoryState {
    /** Local writes name no load; rows this much older than the newest known may still have been committed after it. */
    private static final String LATE_COMMIT = "10 minutes";

    private final JdbcClient jdbc;

    DirectoryState(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Generation generation() {
        return jdbc.sql("""
                with newest as (select id, applied_at from directory.load where state = 'applied'
                                 order by applied_at desc, id desc limit 1)
                select coalesce((select id from newest), 0) load,
                       coalesce((select applied_at::text from newest), '') applied,
                       (select count(*) || '/' || coalesce(sum(extract(epoch from updated_at)), 0) || '/' ||
                               coalesce(max(updated_at)::text, '-infinity')
                          from directory.attachment where source = 'local') locals,
                       max(f.as_of) filter (where f.source = 'mailbox') mailboxes,
                       max(f.as_of) filter (where f.source <> 'mailbox') activities
                  from directory.load_file f join directory.load l on l.id = f.load_id and l.state = 'applied'""")
                .query((r, _) -> new Generation(
                        r.getLong("load"),
                        r.getString("applied"),
                        r.getString("locals"),
                        r.getObject("mailboxes", LocalDate.class),
                        r.getObject("activities", LocalDate.class)))
                .single();
    }

    long persons() {
        return jdbc.sql("select count(*) from directory.person where gone_since is null")
                .query(Long.class)
                .single();
    }

    /** False when the database is not the one that this generation was made from, or an older copy of it. */
    boolean knows(Generation generation) {
        return jdbc.sql(
                        "select exists (select 1 from directory.load where id = ? and state = 'applied' and applied_at::text = ?)")
                .params(generation.load(), generation.applied())
                .query(Boolean.class)
                .single();
    }

    /** Code to label, by name of the code system. */
    Map<String, Map<String, String>> labels() {
        var labels = new HashMap<String, Map<String, String>>();
        jdbc.sql("select system, code, label from directory.label").query(r -> {
            labels.computeIfAbsent(r.getString(1), _ -> new HashMap<>()).put(r.getString(2), r.getString(3));
        });
        return labels;
    }

    /** A row of Balise's own as it was written at that time. */
    record Written(long row, long address, OffsetDateTime at) {}

    /** What Balise itself wrote since that generation, and in the minutes before it. */
    Set<Written> writtenSince(Generation old) {
        return jdbc.sql("select id, address_id, updated_at from directory.attachment where source = 'local'"
                        + " and updated_at > :written::timestamptz - interval '" + LATE_COMMIT + "'")
                .param("written", old.localsWrittenUntil())
                .query((r, _) -> new Written(
                        r.getLong("id"), r.getLong("address_id"), r.getObject("updated_at", OffsetDateTime.class)))
                .set();
    }

    /** Ids of people whose documents may differ from those of that generation. @param addresses those about which Balise wrote since */
    long[] personsChangedSince(Generation old, Long... addresses) {
        return ids(old, addresses, """
                select entity_id from h where entity = 'person'
                union select s.person_id from directory.situation s join h on h.entity = 'situation' and h.entity_id = s.id
                union select s.person_id from directory.situation s join h on h.entity = 'structure' and h.entity_id = s.structure_id
                union select a.person_id from directory.attachment a join h on h.entity = 'attachment' and h.entity_id = a.id
                union select a.person_id from directory.attachment a join h on h.entity = 'address' and h.entity_id = a.address_id
                union select a.person_id from directory.attachment a where a.address_id in (select address_id from written)""");
    }

    /** Ids of structures likewise. */
    long[] structuresChangedSince(Generation old, Long... addresses) {
        return ids(old, addresses, """
                select entity_id from h where entity = 'structure'
                union select a.structure_id from directory.attachment a join h on h.entity = 'attachment' and h.entity_id = a.id
                union select a.structure_id from directory.attachment a join h on h.entity = 'address' and h.entity_id = a.address_id
                union select a.structure_id from directory.attachment a where a.address_id in (select address_id from written)""");
    }

    private long[] ids(Generation old, Long[] addresses, String unions) {
        return jdbc
                .sql("""
                with h as materialized (
                  select distinct entity, entity_id from directory.history where load_id in (
                    select n.id from directory.load n, directory.load o
                     where o.id = :load and n.state = 'applied' and (n.applied_at, n.id) > (o.applied_at, o.id))),
                written(address_id) as (select unnest(:addresses)),
                changed(id) as (%s)
                select id from changed where id is not null""".formatted(unions))
                .param("load", old.load())
                .param("addresses", addresses)
                .query(Long.class)
                .stream()
                .mapToLong(Long::longValue)
                .toArray();
    }
}
