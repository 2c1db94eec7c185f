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
    /**
     * Files are written into the record when a load is held or applied, not before: a load that runs and has some was held, and somebody
     * accepted it. It did not come to its end, so it waits for a decision again, with the figures and the reason that it had.
     */
    private static final String GIVEN_UP = """
            update directory.load l set (state, reason) = (
              select case when waited then 'held' else 'abandoned' end, case when waited then l.reason else :why end
                from (select exists (select 1 from directory.load_file f where f.load_id = l.id) waited) x)
             where l.state = 'staging'""";

    private final JdbcClient jdbc;
    private final Sentences sentences;

    LoadBook(JdbcClient jdbc, Sentences sentences) {
        this.jdbc = jdbc;
        this.sentences = sentences;
    }

    /** Whether a load says that it runs. */
    boolean anyRuns() {
        return jdbc.sql("select exists (select 1 from directory.load where state = 'staging')")
                .query(Boolean.class)
                .single();
    }

    /** Only while no load runs: whatever still says that it does has died. */
    int endLeftovers() {
        return jdbc.sql(GIVEN_UP).param("why", "died").update();
    }

    long begin(Instant now) {
        return jdbc.sql("insert into directory.load (state, started_at) values ('staging', ?) returning id")
                .param(now.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    /** Writes the figures of a load, in place of those that it had when it was held. */
    void files(long load, List<Planned> files) {
        jdbc.sql("delete from directory.load_file where load_id = ?")
                .param(load)
                .update();
        for (var file : files) file(load, file);
    }

    private void file(long load, Planned planned) {
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

    /** Of a load that broke off; one whose commit went through all the same stays applied. */
    void failed(long load) {
        jdbc.sql(GIVEN_UP + " and l.id = :load")
                .param("why", "failed")
                .param("load", load)
                .update();
    }

    /** Makes a held load one that runs again; false when it is not held any more. */
    boolean resume(long load) {
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

    /** Load {@code o} by one that was applied after it, with a file of the same kind. */
    private static final String OVERTAKEN = """
            exists (select 1 from directory.load n
                      join directory.load_file nf on nf.load_id = n.id
                      join directory.load_file f on f.load_id = o.id and f.source = nf.source
                     where n.state = 'applied' and n.applied_at > o.started_at)""";

    void abandonOvertaken() {
        jdbc.sql("update directory.load o set state = 'abandoned', reason = 'overtaken' where o.state = 'held' and "
                        + OVERTAKEN)
                .update();
    }

    List<Long> held() {
        return jdbc.sql("select id from directory.load where state = 'held'")
                .query((r, _) -> r.getLong(1))
                .list();
    }

    boolean isOvertaken(long load) {
        return jdbc.sql("select exists (select 1 from directory.load o where o.id = ? and " + OVERTAKEN + ")")
                .param(load)
                .query(Boolean.class)
                .single();
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
