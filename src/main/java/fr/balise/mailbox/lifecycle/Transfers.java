package fr.balise.mailbox.lifecycle;

import fr.balise.identity.Actor;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.Named;
import fr.balise.kernel.SensitiveAct;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.lifecycle.Transfer.Use;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Asks the policy of the domains, and keeps the agreements of structures. Whoever moves mail asks here first: export, copy, forwarding. */
@Service
public class Transfers {
    private final HostedRows rows;
    private final TransferSettings settings;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Transfers(
            HostedRows rows,
            TransferSettings settings,
            JdbcClient jdbc,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.rows = rows;
        this.settings = settings;
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
    }

    /** @param to null for an export */
    public Transfer ask(Use use, Hosted from, @Nullable MailAddress to) {
        var policy = settings.domains().get(from.address().domain());
        var target = to == null ? null : rows.find(to).orElse(null);
        return Transfer.of(use, from, target, policy == null ? null : policy.of(use), agreed(from.id(), use));
    }

    /** True for every command that copies nothing. */
    Transfer of(Hosted from, Command command) {
        return command instanceof Command.Depublish(var reply) && reply != null && reply.fate() == AutoReply.Fate.COPIED
                ? ask(Use.FORWARDING, from, reply.newAddress())
                : new Transfer(true, Transfer.Because.SAME_CONTROLLER);
    }

    /**
     * Notes that the structure behind a mailbox agreed. By staff of the operator, who hold the paper.
     *
     * @param reference which paper, 1 to 500 characters
     */
    @Transactional
    public Outcome<Boolean> agree(Actor actor, MailboxId mailbox, Use use, String reference) {
        if (!actor.is(Actor.Role.OPERATOR)) return Outcome.refused(new fr.balise.mailbox.Refusal.NotAllowed());
        if (!LifecycleRules.isReason(reference)) return Outcome.refused(new fr.balise.mailbox.Refusal.ReasonNeeded());
        if (rows.find(mailbox).isEmpty()) return Outcome.refused(new fr.balise.mailbox.Refusal.NotFound());
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var added = jdbc.sql("insert into mailbox.transfer_agreement (hosted, use, reference, at, by_actor, by_name)"
                                + " values (:id, :use, :reference, :at, :actor, :name) on conflict do nothing")
                        .param("id", mailbox.value())
                        .param("use", Named.word(use))
                        .param("reference", reference.strip())
                        .param("at", HostedRow.at(now))
                        .param("actor", actor.auditName())
                        .param("name", actor.name())
                        .update()
                == 1;
        if (added)
            events.publishEvent(new SensitiveAct(
                    actor.auditName(),
                    "mailbox.transfer-agreed",
                    "mailbox:" + mailbox,
                    Map.of(),
                    Map.of("use", Named.word(use)),
                    now));
        return Outcome.done(added);
    }

    private boolean agreed(MailboxId mailbox, Use use) {
        return jdbc.sql("select exists (select from mailbox.transfer_agreement where hosted = :id and use = :use)")
                .param("id", mailbox.value())
                .param("use", Named.word(use))
                .query(Boolean.class)
                .single();
    }
}
