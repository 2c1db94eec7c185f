package fr.balise.mailbox.lifecycle;

import fr.balise.kernel.MailAddress;
import fr.balise.kernel.SensitiveAct;
import fr.balise.mailbox.lifecycle.ErasedRows.Known;
import fr.balise.mailbox.lifecycle.State.Erased;
import fr.balise.mailbox.lifecycle.State.Tombstone;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Erases again, at the start, what the journal knows to be erased and the database does not: an older backup was put in its place. Done
 * before any door opens, so that no mail is taken meanwhile; the restored mail goes as soon as the servers answer.
 */
@Component
class ErasuresAgain implements SmartInitializingSingleton {
    private static final Logger LOG = LoggerFactory.getLogger(ErasuresAgain.class);

    private final ErasureJournal journal;
    private final ErasedRows erased;
    private final HostedRows rows;
    private final ErasureConflicts conflicts;
    private final Provisioning provisioning;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    ErasuresAgain(
            ErasureJournal journal,
            ErasedRows erased,
            HostedRows rows,
            ErasureConflicts conflicts,
            Provisioning provisioning,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.journal = journal;
        this.erased = erased;
        this.rows = rows;
        this.conflicts = conflicts;
        this.provisioning = provisioning;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public void afterSingletonsInstantiated() {
        var again = new ArrayList<MailboxId>();
        for (var mailbox : journal.all())
            switch (erased.known(mailbox)) {
                case ERASED -> transaction.executeWithoutResult(_ -> conflicts.over(mailbox));
                case STANDING, NEVER -> {
                    transaction.executeWithoutResult(_ -> {
                        erase(mailbox);
                        conflicts.over(mailbox);
                    });
                    again.add(new MailboxId(mailbox.id()));
                }
                case OTHER -> {
                    transaction.executeWithoutResult(_ -> conflicts.found(mailbox));
                    LOG.error(
                            "the erased mailbox {} cannot be erased again: its number or address belongs to another; staff see what to do at"
                                    + " /operateur/effacements",
                            mailbox.id());
                }
            }
        // The rows that Postfix and Dovecot read, at once; the mail itself once Dovecot is up.
        provisioning.bringInLine(again);
        if (!again.isEmpty()) LOG.warn("{} mailboxes of an older backup are erased again", again.size());
    }

    private void erase(ErasedMailbox mailbox) {
        var id = new MailboxId(mailbox.id());
        var never = erased.known(mailbox) == Known.NEVER;
        if (never) erased.add(mailbox);
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var from = rows.find(id).orElseThrow();
        var to = ended(from, mailbox);
        if (rows.save(List.of(new HostedRows.Change(from, to)), By.SYSTEM, now).isEmpty())
            throw new IllegalStateException("mailbox " + id + " is changed while Balise starts");
        var version = erased.note(mailbox, from.version()) + 1;
        rows.note(List.of(new HostedRows.Noted(to, version)), "erase-again", By.SYSTEM, now);
        erased.version(id, version);
        erased.held(id, mailbox.messages(), mailbox.octets(), mailbox.erasedAt());
        events.publishEvent(new SensitiveAct(
                By.SYSTEM.actor(),
                "mailbox.erase-again",
                "mailbox:" + id,
                never ? Map.of() : Traced.of(from),
                Traced.of(to),
                now));
        events.publishEvent(new MailboxErased(mailbox.id(), now));
    }

    /** As it was after the erasure, whatever the older row says: holds and all. */
    private static Hosted ended(Hosted from, ErasedMailbox mailbox) {
        var told = mailbox.toldTo();
        var kept = mailbox.retrieved();
        var end = new Erased(
                mailbox.erasedAt(), new Tombstone(told == null ? null : MailAddress.parse(told), mailbox.toldUntil()));
        var to = from.in(end)
                .retrieved(new Retrieval(
                        Retrieval.How.valueOf(kept.how().toUpperCase(Locale.ROOT)),
                        new By(kept.by(), kept.name()),
                        kept.at()))
                .suspended(null);
        for (var hold : List.copyOf(to.holds().keySet())) to = to.holding(hold, null);
        return to;
    }
}
