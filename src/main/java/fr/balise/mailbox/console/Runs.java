package fr.balise.mailbox.console;

import fr.balise.mailbox.console.Run.Figures;
import fr.balise.mailbox.console.Run.Kind;
import fr.balise.mailbox.console.Run.Line;
import fr.balise.mailbox.console.Run.State;
import fr.balise.mailbox.lifecycle.By;
import fr.balise.mailbox.lifecycle.MailboxId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class Runs {
    private final JdbcClient jdbc;
    private final JdbcTemplate batch;

    Runs(JdbcClient jdbc, JdbcTemplate batch) {
        this.jdbc = jdbc;
        this.batch = batch;
    }

    /** A line that is to be worked on. */
    record Task(long run, int n, @Nullable Long hosted, String @Nullable [] wish) {}

    long add(Kind kind, String reason, By by, Instant now) {
        return jdbc.sql("insert into mailbox.run (kind, reason, state, made_at, made_by, made_by_name)"
                        + " values (:kind, :reason, 'checking', :now, :by, :name) returning id")
                .param("kind", kind.word())
                .param("reason", reason)
                .param("now", Timestamp.from(now))
                .param("by", by.actor())
                .param("name", by.name())
                .query(Long.class)
                .single();
    }

    void addHosted(long run, int first, List<Long> hosted) {
        var n = new int[] {first};
        batch.batchUpdate(
                "insert into mailbox.run_line (run, n, hosted) values (?, ?, ?)",
                hosted.stream().map(id -> new Object[] {run, n[0]++, id}).toList());
    }

    /** @param refusal why it can never be done; null where it is to be looked at */
    void addWish(long run, int n, List<String> wish, @Nullable String refusal) {
        jdbc.sql(
                        "insert into mailbox.run_line (run, n, wish, looked, outcome, told) values (:run, :n, :wish, :looked, :looked, :told)")
                .param("run", run)
                .param("n", n)
                .param("wish", wish.toArray(String[]::new))
                .param("looked", refusal == null ? null : "refused")
                .param("told", refusal)
                .update();
    }

    Optional<Run> find(long id) {
        return jdbc.sql("select * from mailbox.run where id = :id")
                .param("id", id)
                .query((row, _) -> read(row))
                .optional();
    }

    List<Run> latest(int limit) {
        return jdbc.sql("select * from mailbox.run order by id desc limit :limit")
                .param("limit", limit)
                .query((row, _) -> read(row))
                .list();
    }

    Figures figures(long id) {
        return jdbc.sql(
                        "select count(*) lines, count(looked) looked, count(*) filter (where looked = 'possible') possible,"
                                + " count(*) filter (where looked = 'same') same, count(*) filter (where looked = 'refused') refused,"
                                + " count(*) filter (where outcome = 'done') done, count(*) filter (where outcome = 'same') done_same,"
                                + " count(*) filter (where outcome = 'refused') failed from mailbox.run_line where run = :id")
                .param("id", id)
                .query((row, _) -> new Figures(
                        row.getInt("lines"),
                        row.getInt("looked"),
                        row.getInt("possible"),
                        row.getInt("same"),
                        row.getInt("refused"),
                        row.getInt("done"),
                        row.getInt("done_same"),
                        row.getInt("failed")))
                .single();
    }

    /** Those that were refused first: they are what somebody must look at. */
    List<Line> lines(long id, int after, int limit) {
        return jdbc.sql("select l.*, h.display from mailbox.run_line l left join mailbox.hosted h on h.id = l.hosted"
                        + " where run = :id and n > :after order by n limit :limit")
                .param("id", id)
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> new Line(
                        row.getInt("n"),
                        row.getObject("hosted", Long.class),
                        what(row),
                        standing(row),
                        row.getString("told") == null ? "" : row.getString("told")))
                .list();
    }

    private static String what(ResultSet row) throws SQLException {
        var display = row.getString("display");
        if (display != null) return display;
        var wish = words(row.getArray("wish"));
        return wish == null
                ? ""
                : Stream.of(wish)
                        .filter(cell -> !cell.isEmpty() && !cell.equals("true") && !cell.equals("false"))
                        .collect(Collectors.joining(" · "));
    }

    private static String standing(ResultSet row) throws SQLException {
        var outcome = row.getString("outcome");
        var looked = row.getString("looked");
        return outcome != null ? outcome : looked != null ? looked : "waiting";
    }

    /** One run that has work and that no other copy of Balise works on; it is this one's for a while. */
    Optional<Run> lease(Instant now, Duration time) {
        return jdbc.sql("update mailbox.run set leased_until = :until where id = (select id from mailbox.run"
                        + " where state in ('checking', 'running') and leased_until < :now order by id limit 1"
                        + " for update skip locked) returning *")
                .param("until", Timestamp.from(now.plus(time)))
                .param("now", Timestamp.from(now))
                .query((row, _) -> read(row))
                .optional();
    }

    /** Whether it is still to be worked on so; prolongs the lease. */
    boolean still(long id, State state, Instant until) {
        return jdbc.sql("update mailbox.run set leased_until = :until where id = :id and state = :state")
                        .param("until", Timestamp.from(until))
                        .param("id", id)
                        .param("state", state.word())
                        .update()
                > 0;
    }

    void release(long id) {
        jdbc.sql("update mailbox.run set leased_until = '-infinity' where id = :id")
                .param("id", id)
                .update();
    }

    /** Nobody takes it before that. */
    void rest(long id, Instant until) {
        jdbc.sql("update mailbox.run set leased_until = :until where id = :id")
                .param("until", Timestamp.from(until))
                .param("id", id)
                .update();
    }

    /** The next lines of its phase, in order. */
    List<Task> next(Run run, int limit) {
        var open = run.state() == State.CHECKING ? "looked" : "outcome";
        return jdbc.sql("select run, n, hosted, wish from mailbox.run_line where run = :run and " + open
                        + " is null order by n limit :limit")
                .param("run", run.id())
                .param("limit", limit)
                .query((row, _) -> new Task(
                        row.getLong("run"),
                        row.getInt("n"),
                        row.getObject("hosted", Long.class),
                        words(row.getArray("wish"))))
                .list();
    }

    /** Of each: other active mailboxes of its owner that are not in the run and whose holder has access. Those without any are left out. */
    Map<MailboxId, List<MailboxId>> beside(long run, Collection<MailboxId> ids) {
        var beside = new HashMap<MailboxId, List<MailboxId>>();
        jdbc.sql(
                        "select m.id, o.id as other from mailbox.hosted m join mailbox.hosted o on o.owner = m.owner and o.id <> m.id"
                                + " where m.id = any(:ids) and o.state = 'active'"
                                + " and not exists (select from mailbox.run_line l where l.run = :run and l.hosted = o.id)"
                                + " and not exists (select from mailbox.measure x where x.hosted = o.id and x.kind = 'suspension'"
                                + " and x.ended_at is null)")
                .param("ids", ids.stream().map(MailboxId::value).toArray(Long[]::new))
                .param("run", run)
                .query(row -> {
                    beside.computeIfAbsent(new MailboxId(row.getLong("id")), _ -> new ArrayList<>())
                            .add(new MailboxId(row.getLong("other")));
                });
        return beside;
    }

    /** Whether an earlier line of the same file asks for that address. */
    boolean isAsked(Task task, String key) {
        return jdbc.sql("select exists (select from mailbox.run_line where run = :run and n < :n and opens = :key)")
                .param("run", task.run())
                .param("n", task.n())
                .param("key", key)
                .query(Boolean.class)
                .single();
    }

    /**
     * What came of a line.
     *
     * @param hosted null when the line names no mailbox yet
     * @param opens key of the address that it will open
     */
    record Found(
            Task task,
            String word,
            @Nullable Long hosted,
            @Nullable String opens,
            @Nullable String told) {}

    /** What is not possible is over with that. */
    void looked(List<Found> found) {
        batch.batchUpdate(
                "update mailbox.run_line set looked = ?, opens = ?, told = ?,"
                        + " outcome = nullif(?, 'possible') where run = ? and n = ?",
                found.stream()
                        .map(one -> new Object[] {
                            one.word(),
                            one.opens(),
                            one.told(),
                            one.word(),
                            one.task().run(),
                            one.task().n()
                        })
                        .toList());
    }

    /** Notes one more try of a line. @return how many there were */
    int tried(Task task) {
        return jdbc.sql("update mailbox.run_line set tries = tries + 1 where run = :run and n = :n returning tries")
                .param("run", task.run())
                .param("n", task.n())
                .query(Integer.class)
                .single();
    }

    void done(List<Found> found) {
        batch.batchUpdate(
                "update mailbox.run_line set outcome = ?, hosted = coalesce(?, hosted), told = ? where run = ? and n = ?",
                found.stream()
                        .map(one -> new Object[] {
                            one.word(),
                            one.hosted(),
                            one.told(),
                            one.task().run(),
                            one.task().n()
                        })
                        .toList());
    }

    /** From one of these states to another; false when it stands elsewhere by now. */
    boolean move(long id, List<State> from, State to, @Nullable By starter, Instant now) {
        return jdbc.sql("update mailbox.run set state = :to, started_by = coalesce(:by, started_by),"
                                + " started_name = coalesce(:name, started_name), started_at = case when cast(:by as text) is null then started_at else :now end,"
                                + " ended_at = case when :to in ('done', 'cancelled') then :now else ended_at end"
                                + " where id = :id and state = any(:from)")
                        .param("to", to.word())
                        .param("by", starter == null ? null : starter.actor())
                        .param("name", starter == null ? null : starter.name())
                        .param("now", Timestamp.from(now))
                        .param("id", id)
                        .param("from", from.stream().map(State::word).toArray(String[]::new))
                        .update()
                > 0;
    }

    private static String @Nullable [] words(@Nullable Array array) throws SQLException {
        return array == null ? null : (String[]) array.getArray();
    }

    private static Run read(ResultSet row) throws SQLException {
        return new Run(
                row.getLong("id"),
                Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getString("reason"),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getTimestamp("made_at").toInstant(),
                row.getString("made_by"),
                row.getString("made_by_name"),
                row.getString("started_name"));
    }
}
