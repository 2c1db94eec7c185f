package fr.balise.mailbox.console;

import fr.balise.identity.Actor;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.SensitiveAct;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Refusal;
import fr.balise.mailbox.lifecycle.By;
import fr.balise.mailbox.lifecycle.MailboxId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What staff propose to whoever holds a mailbox: to close it. A proposal changes nothing by itself; the holder acts on it, or puts it away. */
@Repository
public class Proposals {
    private static final int SHOWN = 200;

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Proposals(JdbcClient jdbc, ApplicationEventPublisher events, InstantSource clock) {
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
    }

    /** @param answered when its holder said to keep the mailbox; null while it waits */
    public record Proposal(
            long id,
            String reason,
            Instant at,
            String by,
            @Nullable Instant answered) {}

    /** One that waits, for staff. */
    public record Waiting(MailboxId mailbox, MailAddress address, Proposal proposal) {}

    /** In the caller's transaction. Once for each reason. */
    void add(MailboxId mailbox, String reason, By by) {
        var now = clock.instant();
        var added = jdbc.sql("insert into mailbox.proposal (hosted, reason, proposed_at, proposed_by, by_name)"
                        + " values (:mailbox, :reason, :now, :by, :name) on conflict do nothing")
                .param("mailbox", mailbox.value())
                .param("reason", reason)
                .param("now", Timestamp.from(now))
                .param("by", by.actor())
                .param("name", by.name())
                .update();
        if (added > 0)
            events.publishEvent(new SensitiveAct(
                    by.actor(), "mailbox.propose-closing", "mailbox:" + mailbox, Map.of(), Map.of(), now));
    }

    boolean stands(MailboxId mailbox, String reason) {
        return jdbc.sql("select exists (select from mailbox.proposal where hosted = :mailbox and reason = :reason)")
                .param("mailbox", mailbox.value())
                .param("reason", reason)
                .query(Boolean.class)
                .single();
    }

    /** That wait for an answer, newest first. */
    public List<Proposal> of(MailboxId mailbox) {
        return jdbc.sql(
                        "select * from mailbox.proposal where hosted = :mailbox and answered_at is null order by id desc")
                .param("mailbox", mailbox.value())
                .query((row, _) -> read(row))
                .list();
    }

    /** Also those that were answered, newest first. */
    List<Proposal> all(MailboxId mailbox) {
        return jdbc.sql("select * from mailbox.proposal where hosted = :mailbox order by id desc")
                .param("mailbox", mailbox.value())
                .query((row, _) -> read(row))
                .list();
    }

    /** Of all mailboxes that are not closing yet, the oldest first, at most two hundred. */
    public Outcome<List<Waiting>> waiting(Actor actor) {
        if (!actor.is(Actor.Role.OPERATOR)) return Outcome.refused(new Refusal.NotAllowed());
        return Outcome.done(jdbc.sql(
                        "select p.*, h.display from mailbox.proposal p join mailbox.hosted h on h.id = p.hosted"
                                + " where p.answered_at is null and h.state in ('active', 'depublished') order by p.id limit "
                                + SHOWN)
                .query((row, _) -> new Waiting(
                        new MailboxId(row.getLong("hosted")), MailAddress.parse(row.getString("display")), read(row)))
                .list());
    }

    private static Proposal read(ResultSet row) throws SQLException {
        var answered = row.getTimestamp("answered_at");
        return new Proposal(
                row.getLong("id"),
                row.getString("reason"),
                row.getTimestamp("proposed_at").toInstant(),
                row.getString("by_name"),
                answered == null ? null : answered.toInstant());
    }

    /** "Je garde cette boîte": the proposal is put away; who may say so was asked before. */
    @Transactional
    public boolean decline(MailboxId mailbox, long id, By by) {
        var answered = jdbc.sql(
                        "update mailbox.proposal set answered_at = :now where id = :id and hosted = :mailbox and answered_at is null")
                .param("now", Timestamp.from(clock.instant()))
                .param("id", id)
                .param("mailbox", mailbox.value())
                .update();
        if (answered > 0)
            events.publishEvent(new SensitiveAct(
                    by.actor(), "mailbox.decline-closing", "mailbox:" + mailbox, Map.of(), Map.of(), clock.instant()));
        return answered > 0;
    }
}
