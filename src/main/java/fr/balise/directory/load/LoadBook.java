package fr.balise.directory.load;

import fr.balise.directory.LoadReport;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The record of loads and their files. */
@Repository
class LoadBook {
    private final JdbcClient jdbc;
    private final Sentences sentences;

    LoadBook(JdbcClient jdbc, Sentences sentences) {
        this.jdbc = jdbc;
        this.sentences = sentences;
    }

    /** Only while no load runs: whatever still says that it does has died. */
    int abandonLeftovers() {
        return jdbc.sql("update directory.load set state = 'abandoned', reason = 'died' where state = 'staging'")
                .update();
    }

    long begin(Instant now) {
        return jdbc.sql("insert into directory.load (state, started_at) values ('staging', ?) returning id")
                .param(now.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    void file(long load, Planned planned) {
        var tally = planned.tally();
        var rejects = planned.rejects().file();
        jdbc.sql("""
                insert into directory.load_file (load_id, source, name, as_of, rows, accepted, rejected, warnings, added, changed, removed, rejects)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        load,
                        planned.kind().word(),
                        planned.file().name(),
                        planned.asOf(),
                        tally.rows,
                        tally.accepted,
                        tally.rejected,
                        tally.warnings,
                        tally.added,
                        tally.changed,
                        tally.removed)
                .param(rejects == null ? null : rejects.toString())
                .update();
    }

    void applied(long load, Instant now, @Nullable String acceptedBy, double seconds) {
        jdbc.sql(
                        "update directory.load set state = 'applied', applied_at = ?, accepted_by = ?, seconds = ?, reason = null where id = ?")
                .param(now.atOffset(ZoneOffset.UTC))
                .param(acceptedBy)
                .param(seconds)
                .param(load)
                .update();
    }

    void ended(long load, String state, Sentence reason, double seconds) {
        jdbc.sql("update directory.load set state = ?, reason = ?, seconds = ? where id = ?")
                .params(state, reason.kept(), seconds, load)
                .update();
    }

    /** Makes a held load one that runs again; false when it is not held any more. */
    boolean resume(long load) {
        jdbc.sql(
                        "delete from directory.load_file where load_id = ? and exists (select 1 from directory.load where id = ? and state = 'held')")
                .params(load, load)
                .update();
        return jdbc.sql("update directory.load set state = 'staging' where id = ? and state = 'held'")
                        .param(load)
                        .update()
                == 1;
    }

    boolean decline(long load, String by) {
        return jdbc.sql(
                                "update directory.load set state = 'abandoned', accepted_by = ? where id = ? and state = 'held'")
                        .params(by, load)
                        .update()
                == 1;
    }

    /** Held loads that a newer one was applied after. */
    void abandonOvertaken() {
        jdbc.sql("""
                update directory.load o set state = 'abandoned', reason = 'overtaken'
                 where o.state = 'held' and exists (
                   select 1 from directory.load n where n.state = 'applied' and n.applied_at > o.started_at)""").update();
    }

    List<Long> held() {
        return jdbc.sql("select id from directory.load where state = 'held'")
                .query((r, _) -> r.getLong(1))
                .list();
    }

    boolean appliedSince(long load) {
        return jdbc.sql("""
                select exists (select 1 from directory.load n, directory.load o
                                where o.id = ? and n.state = 'applied' and n.applied_at > o.started_at)""").param(load).query(Boolean.class).single();
    }

    /** Day of the newest file of a kind that was applied. */
    Optional<LocalDate> newest(Kind kind) {
        return jdbc.sql("""
                select max(f.as_of) from directory.load_file f join directory.load l on l.id = f.load_id
                 where l.state = 'applied' and f.source = ?""")
                .param(kind.word())
                .query((r, _) -> Optional.ofNullable(r.getObject(1, LocalDate.class)))
                .single();
    }

    List<LoadReport> latest(int limit) {
        return reports("where state <> 'staging' order by id desc limit " + Math.max(0, limit));
    }

    Optional<LoadReport> find(long load) {
        return reports("where id = " + load).stream().findFirst();
    }

    private List<LoadReport> reports(String which) {
        var heads = jdbc.sql(
                        "select id, state, started_at, applied_at, reason, coalesce(seconds, 0) seconds from directory.load "
                                + which)
                .query((r, _) -> head(r))
                .list();
        var files = new LinkedHashMap<Long, List<LoadReport.File>>();
        heads.forEach(h -> files.put(h.load(), new ArrayList<>()));
        if (!heads.isEmpty()) readFiles(files);
        return heads.stream()
                .map(h -> new LoadReport(
                        h.load(), h.state(), files.getOrDefault(h.load(), List.of()), h.reason(), h.seconds(), h.at()))
                .toList();
    }

    private void readFiles(Map<Long, List<LoadReport.File>> files) {
        jdbc.sql("""
                select load_id, name, as_of, rows, accepted, rejected, warnings, added, changed, removed, rejects
                  from directory.load_file where load_id in (:loads) order by id""").param("loads", files.keySet()).query(r -> {
            var rejects = r.getString("rejects");
            files.computeIfAbsent(r.getLong("load_id"), _ -> new ArrayList<>())
                    .add(new LoadReport.File(
                            r.getString("name"),
                            r.getObject("as_of", LocalDate.class),
                            r.getLong("rows"),
                            r.getLong("accepted"),
                            r.getLong("rejected"),
                            r.getLong("warnings"),
                            r.getLong("added"),
                            r.getLong("changed"),
                            r.getLong("removed"),
                            rejects == null ? null : Path.of(rejects)));
        });
    }

    private LoadReport head(ResultSet r) throws SQLException {
        var reason = r.getString("reason");
        var at = r.getObject(r.getObject("applied_at") == null ? "started_at" : "applied_at", OffsetDateTime.class);
        return new LoadReport(
                r.getLong("id"),
                state(r.getString("state")),
                List.of(),
                reason == null ? null : sentences.say(Sentence.read(reason)),
                r.getDouble("seconds"),
                at.toInstant());
    }

    private static LoadReport.State state(String word) {
        return switch (word) {
            case "applied" -> LoadReport.State.APPLIED;
            case "held" -> LoadReport.State.HELD;
            case "refused" -> LoadReport.State.REFUSED;
            default -> LoadReport.State.ABANDONED;
        };
    }
}
