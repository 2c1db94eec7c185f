package fr.balise.mailbox.lifecycle;

import fr.balise.identity.Actor;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.Named;
import fr.balise.kernel.SensitiveAct;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Refusal;
import fr.balise.mailbox.lifecycle.Transfer.Use;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** That the structure behind a mailbox agreed in writing to mail leaving it; noted by staff of the operator, who hold the paper. */
@Service
public class Agreements {
    private static final int LISTED = 500;

    private final HostedRows rows;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Agreements(HostedRows rows, JdbcClient jdbc, ApplicationEventPublisher events, InstantSource clock) {
        this.rows = rows;
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
    }

    /**
     * The document that staff hold.
     *
     * @param agreedBy who agreed for the structure, 1 to 500 characters
     * @param agreedOn the day on it, not a later one than today
     * @param reference which document, 1 to 500 characters
     */
    public record Paper(String agreedBy, LocalDate agreedOn, String reference) {}

    /**
     * @param paper its day is unknown (null) for what was noted without one
     * @param revokedAt null while it holds
     */
    public record Agreement(
            long id,
            MailAddress address,
            Use use,
            String agreedBy,
            @Nullable LocalDate agreedOn,
            String reference,
            Instant notedAt,
            String notedBy,
            @Nullable Instant revokedAt,
            @Nullable String revokedBy) {
        public boolean holds() {
            return revokedAt == null;
        }
    }

    /** @return whether it is new; one that stands already is kept as it is */
    @Transactional
    public Outcome<Boolean> agree(Actor actor, MailboxId mailbox, Use use, Paper paper) {
        if (!actor.is(Actor.Role.OPERATOR)) return Outcome.refused(new Refusal.NotAllowed());
        if (!LifecycleRules.isReason(paper.reference()) || !LifecycleRules.isReason(paper.agreedBy()))
            return Outcome.refused(new Refusal.ReasonNeeded());
        var found = rows.find(mailbox);
        if (found.isEmpty()) return Outcome.refused(new Refusal.NotFound());
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (paper.agreedOn().isAfter(found.get().day(now))) return Outcome.refused(new Refusal.ReasonNeeded());
        var added = jdbc.sql(
                                "insert into mailbox.transfer_agreement"
                                        + " (hosted, use, reference, at, by_actor, by_name, agreed_by, agreed_on)"
                                        + " values (:id, :use, :reference, :at, :actor, :name, :by, :on) on conflict do nothing")
                        .param("id", mailbox.value())
                        .param("use", Named.word(use))
                        .param("reference", paper.reference().strip())
                        .param("at", HostedRow.at(now))
                        .param("actor", actor.auditName())
                        .param("name", actor.name())
                        .param("by", paper.agreedBy().strip())
                        .param("on", paper.agreedOn())
                        .update()
                == 1;
        if (added) tell(actor, "mailbox.transfer-agreed", mailbox, Map.of(), Map.of("use", Named.word(use)), now);
        return Outcome.done(added);
    }

    /** From now on it counts no more: jobs ask again at their next step, and a reply stops copying. @return whether it stood */
    @Transactional
    public Outcome<Boolean> revoke(Actor actor, long agreement) {
        if (!actor.is(Actor.Role.OPERATOR)) return Outcome.refused(new Refusal.NotAllowed());
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        record Was(MailboxId mailbox, String use) {}
        var was = jdbc.sql("update mailbox.transfer_agreement set revoked_at = :at, revoked_by = :actor,"
                        + " revoked_name = :name where id = :id and revoked_at is null returning hosted, use")
                .param("at", HostedRow.at(now))
                .param("actor", actor.auditName())
                .param("name", actor.name())
                .param("id", agreement)
                .query((row, _) -> new Was(new MailboxId(row.getLong("hosted")), row.getString("use")))
                .optional();
        was.ifPresent(it -> {
            tell(actor, "mailbox.transfer-revoked", it.mailbox(), Map.of("use", it.use()), Map.of(), now);
            events.publishEvent(new AgreementWithdrawn(it.mailbox(), Named.of(Use.class, it.use()), By.of(actor)));
        });
        return Outcome.done(was.isPresent());
    }

    private void tell(
            Actor actor,
            String act,
            MailboxId mailbox,
            Map<String, String> before,
            Map<String, String> after,
            Instant now) {
        events.publishEvent(new SensitiveAct(actor.auditName(), act, "mailbox:" + mailbox, before, after, now));
    }

    /** The newest first, those that were withdrawn among them, at most five hundred. */
    public Outcome<List<Agreement>> all(Actor actor) {
        if (!actor.is(Actor.Role.OPERATOR)) return Outcome.refused(new Refusal.NotAllowed());
        return Outcome.done(jdbc.sql("select a.*, h.display from mailbox.transfer_agreement a"
                        + " join mailbox.hosted h on h.id = a.hosted order by a.id desc limit " + LISTED)
                .query(Agreements::read)
                .list());
    }

    boolean agreed(MailboxId mailbox, Use use) {
        return jdbc.sql("select exists (select from mailbox.transfer_agreement"
                        + " where hosted = :id and use = :use and revoked_at is null)")
                .param("id", mailbox.value())
                .param("use", Named.word(use))
                .query(Boolean.class)
                .single();
    }

    private static Agreement read(ResultSet row, int n) throws SQLException {
        var revoked = row.getTimestamp("revoked_at");
        return new Agreement(
                row.getLong("id"),
                MailAddress.parse(row.getString("display")),
                Named.of(Use.class, row.getString("use")),
                row.getString("agreed_by"),
                row.getObject("agreed_on", LocalDate.class),
                row.getString("reference"),
                row.getTimestamp("at").toInstant(),
                row.getString("by_name"),
                revoked == null ? null : revoked.toInstant(),
                row.getString("revoked_name"));
    }
}
