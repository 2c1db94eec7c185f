package fr.balise.mailbox.lifecycle;

import fr.balise.identity.Actor;
import fr.balise.kernel.SensitiveAct;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Refusal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Erasures that could not be done again after a restore, since their number or address belongs to another mailbox. Balise erases nothing of
 * somebody else's by itself: staff are shown what stands there, and say when it is settled, and how.
 */
@Service
public class ErasureConflicts {
    private static final int LONGEST_REASON = 500;

    private final JdbcClient jdbc;
    private final HostedRows rows;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    ErasureConflicts(JdbcClient jdbc, HostedRows rows, ApplicationEventPublisher events, InstantSource clock) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.events = events;
        this.clock = clock;
    }

    /** What a mailbox that stands there has in common with the erased one; each wants another thing done. */
    public enum Common {
        /** The same mailbox, under another holder: what it holds may be what was to be erased. */
        BOTH,
        /** Another mailbox under the same address: mail that was meant for the erased one arrives in it. */
        ADDRESS,
        /** Another address under the same number, by which the folder of its mail is named: the restored mail may lie in it. */
        NUMBER
    }

    /**
     * @param address of the erased mailbox
     * @param standing a mailbox that is there now, with what it has in common; none any more where somebody took them away
     */
    public record Conflict(long erased, String address, Instant erasedAt, Instant foundAt, List<Standing> standing) {}

    public record Standing(Hosted mailbox, Common common) {}

    public enum Settled {
        DONE,
        REASON_NEEDED,
        /** Not known, or settled already. */
        NOT_OPEN
    }

    /** Those that nobody settled, the oldest first. */
    @Transactional(readOnly = true)
    public Outcome<List<Conflict>> open(Actor actor) {
        if (!actor.is(Actor.Role.OPERATOR)) return Outcome.refused(new Refusal.NotAllowed());
        return Outcome.done(jdbc
                .sql("select * from mailbox.erasure_conflict where settled_at is null order by found_at, erased")
                .query((row, _) -> new Conflict(
                        row.getLong("erased"),
                        row.getString("address"),
                        HostedRow.instant(row, "erased_at"),
                        HostedRow.instant(row, "found_at"),
                        List.of()))
                .list()
                .stream()
                .map(this::withStanding)
                .toList());
    }

    private Conflict withStanding(Conflict of) {
        var ids = jdbc.sql("select id from mailbox.hosted where id = :id or address = lower(:address) order by id")
                .param("id", of.erased())
                .param("address", of.address())
                .query(Long.class)
                .list();
        var standing = rows.find(ids.stream().map(MailboxId::new).toList()).stream()
                .map(mailbox -> new Standing(mailbox, common(of, mailbox)))
                .toList();
        return new Conflict(of.erased(), of.address(), of.erasedAt(), of.foundAt(), standing);
    }

    private static Common common(Conflict of, Hosted mailbox) {
        boolean number = mailbox.id().value() == of.erased();
        boolean address = mailbox.address().toString().equalsIgnoreCase(of.address());
        return number && address ? Common.BOTH : address ? Common.ADDRESS : Common.NUMBER;
    }

    /** @param reason what was found and done: 1 to 500 characters on one line */
    @Transactional
    public Outcome<Settled> settle(Actor actor, long erased, String reason) {
        if (!actor.is(Actor.Role.OPERATOR)) return Outcome.refused(new Refusal.NotAllowed());
        var said = reason.strip();
        if (said.isEmpty() || said.length() > LONGEST_REASON || said.chars().anyMatch(Character::isISOControl))
            return Outcome.done(Settled.REASON_NEEDED);
        if (!end(erased, By.of(actor), said)) return Outcome.done(Settled.NOT_OPEN);
        tell(actor.auditName(), "mailbox.erasure-conflict-settled", erased, Map.of("reason", said));
        return Outcome.done(Settled.DONE);
    }

    /** At a start, in the caller's transaction: noted and traced the first time. @return whether it is news */
    boolean found(ErasedMailbox mailbox) {
        boolean news = jdbc.sql("insert into mailbox.erasure_conflict (erased, address, erased_at, found_at)"
                                + " values (:id, :address, :at, :now) on conflict do nothing")
                        .param("id", mailbox.id())
                        .param("address", mailbox.address())
                        .param("at", HostedRow.at(mailbox.erasedAt()))
                        .param("now", HostedRow.at(now()))
                        .update()
                == 1;
        if (news) tell(By.SYSTEM.actor(), "mailbox.erase-again-refused", mailbox.id(), Map.of());
        return news;
    }

    /** At a start: what was in the way is gone, or the erasure was done. */
    void over(ErasedMailbox mailbox) {
        if (end(mailbox.id(), By.SYSTEM, null))
            tell(By.SYSTEM.actor(), "mailbox.erasure-conflict-settled", mailbox.id(), Map.of());
    }

    private boolean end(long erased, By by, @Nullable String reason) {
        return jdbc.sql(
                                "update mailbox.erasure_conflict set settled_at = :now, settled_by = :by, settled_by_name = :name,"
                                        + " reason = :reason where erased = :id and settled_at is null")
                        .param("now", HostedRow.at(now()))
                        .param("by", by.actor())
                        .param("name", by.name())
                        .param("reason", reason)
                        .param("id", erased)
                        .update()
                == 1;
    }

    private void tell(String actor, String act, long erased, Map<String, String> after) {
        events.publishEvent(new SensitiveAct(actor, act, "mailbox:" + erased, Map.of(), after, now()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
