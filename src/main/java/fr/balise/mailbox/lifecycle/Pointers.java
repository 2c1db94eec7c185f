package fr.balise.mailbox.lifecycle;

import fr.balise.kernel.MailAddress;
import fr.balise.kernel.SensitiveAct;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Mailboxes that receive as usual and say, at most once per sender in {@link #EVERY_DAYS} days, which mailbox is preferred. Only active
 * ones do: what a depublished one says is its holder's automatic reply.
 */
@Service
public class Pointers {
    public static final int EVERY_DAYS = 90;

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Pointers(JdbcClient jdbc, ApplicationEventPublisher events, InstantSource clock) {
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
    }

    /** What it would say. @param today from which day on, in the zone of the mailbox */
    public static AutoReply reply(MailAddress preferred, String french, String english, LocalDate today) {
        return new AutoReply(preferred, french, english, AutoReply.Fate.DELIVERED, today, null, EVERY_DAYS, false);
    }

    public Map<MailboxId, AutoReply> of(Collection<MailboxId> mailboxes) {
        var found = new HashMap<MailboxId, AutoReply>();
        if (mailboxes.isEmpty()) return found;
        jdbc.sql("select hosted, new_address, french, english, from_on from mailbox.pointer where hosted = any(?)")
                .param(mailboxes.stream().map(MailboxId::value).toArray(Long[]::new))
                .query(row -> {
                    found.put(new MailboxId(row.getLong("hosted")), read(row));
                });
        return found;
    }

    public Optional<AutoReply> of(MailboxId mailbox) {
        return Optional.ofNullable(of(List.of(mailbox)).get(mailbox));
    }

    private static AutoReply read(ResultSet row) throws SQLException {
        return reply(
                MailAddress.parse(row.getString("new_address")),
                row.getString("french"),
                row.getString("english"),
                row.getObject("from_on", LocalDate.class));
    }

    /**
     * Inside your transaction; the mail servers follow after its commit. Saying again what is so changes nothing.
     *
     * @param wanted null to say nothing any more
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void set(Hosted mailbox, @Nullable AutoReply wanted, By by) {
        var old = of(mailbox.id()).orElse(null);
        if (wanted == null ? old == null : old != null && same(old, wanted)) return;
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (wanted == null)
            jdbc.sql("delete from mailbox.pointer where hosted = ?")
                    .param(mailbox.id().value())
                    .update();
        else
            jdbc.sql("""
                    insert into mailbox.pointer (hosted, new_address, french, english, from_on, at, by_actor)
                    values (:id, :to, :french, :english, :from, :at, :actor)
                    on conflict (hosted) do update set new_address = :to, french = :french, english = :english, at = :at,
                      by_actor = :actor""")
                    .param("id", mailbox.id().value())
                    .param("to", wanted.newAddress().toString())
                    .param("french", wanted.french())
                    .param("english", wanted.english())
                    .param("from", wanted.from())
                    .param("at", HostedRow.at(now))
                    .param("actor", by.actor())
                    .update();
        // A newer version is out of line until the servers were told, however often they are down.
        var version = jdbc.sql("update mailbox.hosted set version = version + 1 where id = ? returning version")
                .param(mailbox.id().value())
                .query(Long.class)
                .single();
        events.publishEvent(new LifecycleChanged(mailbox.id().value(), version, now));
        events.publishEvent(new SensitiveAct(
                by.actor(),
                "mailbox.pointer",
                "mailbox:" + mailbox.id(),
                Map.of("reply", old == null ? "none" : "on"),
                Map.of("reply", wanted == null ? "none" : "on"),
                now));
    }

    private static boolean same(AutoReply one, AutoReply other) {
        return one.newAddress().key().equals(other.newAddress().key())
                && one.french().equals(other.french())
                && one.english().equals(other.english());
    }
}
