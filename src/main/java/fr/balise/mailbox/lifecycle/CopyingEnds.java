package fr.balise.mailbox.lifecycle;

import fr.balise.mailbox.lifecycle.AutoReply.Fate;
import fr.balise.mailbox.lifecycle.Command.Depublish;
import fr.balise.mailbox.lifecycle.State.Depublished;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Once a structure withdraws its agreement, the copying of what arrives ends in the same commit, and soon after the mailbox is closed that
 * it goes to; the automatic reply goes on, and says from then on that nobody reads the mailbox. Until the servers obeyed, {@link Forwarding} refuses each copy.
 */
@Component
class CopyingEnds {
    private static final Logger log = LoggerFactory.getLogger(CopyingEnds.class);

    private final Lifecycle lifecycle;
    private final Transfers transfers;
    private final HostedRows rows;

    CopyingEnds(Lifecycle lifecycle, Transfers transfers, HostedRows rows) {
        this.rows = rows;
        this.lifecycle = lifecycle;
        this.transfers = transfers;
    }

    /** A mailbox that copies were sent to may be closed like any other; the reply must not say any more that they are. */
    @Scheduled(initialDelayString = "40s", fixedDelayString = "30s")
    void round() {
        for (var id : rows.copyingToNobody()) end(id, By.SYSTEM);
    }

    @EventListener
    void on(AgreementWithdrawn withdrawn) {
        if (withdrawn.use() == Transfer.Use.FORWARDING) end(withdrawn.mailbox(), withdrawn.by());
    }

    private void end(MailboxId id, By by) {
        var mailbox = lifecycle.find(id).orElseThrow();
        if (!(mailbox.state() instanceof Depublished(var _, var _, var reply))
                || reply == null
                || reply.fate() != Fate.COPIED
                || transfers.of(mailbox, new Depublish(reply)).allowed()) return;
        var decision = lifecycle.apply(mailbox.id(), new Depublish(reply.with(Fate.NOT_READ)), by);
        if (decision instanceof Decision.Refused(var why))
            log.warn("the reply of mailbox {} still says that mail is copied: {}", mailbox.id(), why.why());
    }
}
