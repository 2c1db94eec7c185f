package fr.balise.jobs;

import fr.balise.jobs.Job.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of jobs. */
@Repository
class JobRows {
    private static final int LISTED = 100;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    JobRows(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Empty if a job of that kind and subject has not ended. */
    Optional<JobId> add(NewJob job) {
        return jdbc.sql("insert into jobs.job (kind, owner, subject, input, state, words, created_at, changed_at)"
                        + " values (:kind, :owner, :subject, :input, 'waiting', :words, :now, :now)"
                        + " on conflict (kind, subject) where state not in ('cancelled', 'done', 'failed') do nothing"
                        + " returning id")
                .param("kind", job.kind())
                .param("owner", job.owner())
                .param("subject", job.subject())
                .param("input", job.input())
                .param("words", job.words())
                .param("now", now())
                .query(Long.class)
                .optional()
                .map(JobId::new);
    }

    Optional<Job> find(JobId id) {
        return jdbc.sql("select * from jobs.job where id = :id")
                .param("id", id.value())
                .query(JobRows::read)
                .optional();
    }

    Optional<Job> latest(String kind, String subject) {
        return jdbc.sql("select * from jobs.job where kind = :kind and subject = :subject order by id desc limit 1")
                .param("kind", kind)
                .param("subject", subject)
                .query(JobRows::read)
                .optional();
    }

    List<Job> of(long owner) {
        return jdbc.sql("select * from jobs.job where owner = :owner order by id desc limit " + LISTED)
                .param("owner", owner)
                .query(JobRows::read)
                .list();
    }

    /** Holds the row until the transaction ends: whoever changes a state and whoever gives its worker away come one after the other. */
    Optional<Job> lock(JobId id) {
        return jdbc.sql("select * from jobs.job where id = :id for update")
                .param("id", id.value())
                .query(JobRows::read)
                .optional();
    }

    void enter(JobId id, State state) {
        jdbc.sql("update jobs.job set state = :state, changed_at = :now,"
                        + " failures = case when state = 'failed' then 0 else failures end,"
                        + " ended_at = case when :ended then cast(:now as timestamptz) end where id = :id")
                .param("state", word(state))
                .param("ended", state.hasEnded())
                .param("now", now())
                .param("id", id.value())
                .update();
    }

    /** The number of the new turn; whoever holds an older one has lost the job. */
    long take(JobId id) {
        return jdbc.sql("update jobs.job set state = 'running', turn = turn + 1, changed_at = :now where id = :id"
                        + " returning turn")
                .param("now", now())
                .param("id", id.value())
                .query(Long.class)
                .single();
    }

    /** The state now; empty if somebody else has the job. */
    Optional<State> reach(JobId id, long turn, String place, long done, long total, String words) {
        return jdbc.sql(
                        "update jobs.job set place = :place, done = :done, total = :total, words = :words, failures = 0,"
                                + " failure = '', changed_at = :now where id = :id and turn = :turn"
                                + " and state in ('running', 'pausing', 'cancelling') returning state")
                .param("place", place)
                .param("done", done)
                .param("total", total)
                .param("words", words)
                .param("now", now())
                .param("id", id.value())
                .param("turn", turn)
                .query(String.class)
                .optional()
                .map(JobRows::state);
    }

    /** How many failures in a row that makes; the turn is over. */
    int failed(JobId id, String failure) {
        return jdbc.sql("update jobs.job set failures = failures + 1, failure = :failure, changed_at = :now"
                        + " where id = :id returning failures")
                .param("failure", failure)
                .param("now", now())
                .param("id", id.value())
                .query(Integer.class)
                .single();
    }

    void end(JobId id, State state, String result, String failure) {
        jdbc.sql("update jobs.job set state = :state, result = :result, failure = :failure, changed_at = :now,"
                        + " ended_at = :now where id = :id")
                .param("state", word(state))
                .param("result", result)
                .param("failure", failure)
                .param("now", now())
                .param("id", id.value())
                .update();
    }

    boolean holds(JobId id, long turn) {
        return jdbc.sql("select turn = :turn from jobs.job where id = :id")
                .param("turn", turn)
                .param("id", id.value())
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    int forget(Instant endedBefore) {
        return jdbc.sql("delete from jobs.job where ended_at < :before")
                .param("before", Timestamp.from(endedBefore))
                .update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static Job read(ResultSet row, int n) throws SQLException {
        return new Job(
                new JobId(row.getLong("id")),
                row.getString("kind"),
                row.getLong("owner"),
                row.getString("subject"),
                row.getString("input"),
                state(row.getString("state")),
                row.getString("place"),
                row.getLong("done"),
                row.getLong("total"),
                row.getString("words"),
                row.getString("result"),
                row.getString("failure"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("changed_at").toInstant(),
                instant(row.getTimestamp("ended_at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }

    private static State state(String word) {
        return State.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
