package fr.balise.mailbox.lifecycle;

import org.springframework.stereotype.Component;

/**
 * Whether mail of one mailbox may be copied to another. Two legal controllers share no mail of patients by default: only mailboxes
 * of one owner, both held here and both active, are one controller.
 */
@Component
class Copying {
    private final HostedRows rows;

    Copying(HostedRows rows) {
        this.rows = rows;
    }

    /** True for every command that copies nothing. */
    boolean allowed(Hosted from, Command command) {
        if (!(command instanceof Command.Depublish(var reply)) || reply == null) return true;
        if (reply.fate() != AutoReply.Fate.COPIED) return true;
        return rows.find(reply.newAddress())
                .filter(to -> to.owner().equals(from.owner()) && to.state() instanceof State.Active)
                .isPresent();
    }
}
