package fr.balise.mailbox.lifecycle;

import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.lifecycle.Transfer.Use;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Asks the policy of the domains and the agreements of structures. Whoever moves mail asks here first: export, copy, forwarding. */
@Service
public class Transfers {
    private final HostedRows rows;
    private final TransferSettings settings;
    private final Agreements agreements;

    Transfers(HostedRows rows, TransferSettings settings, Agreements agreements) {
        this.rows = rows;
        this.settings = settings;
        this.agreements = agreements;
    }

    /** @param to null for an export */
    public Transfer ask(Use use, Hosted from, @Nullable MailAddress to) {
        var policy = settings.domains().get(from.address().domain());
        var target = to == null ? null : rows.find(to).orElse(null);
        return Transfer.of(
                use, from, target, policy == null ? null : policy.of(use), agreements.agreed(from.id(), use));
    }

    /** From a mailbox that another operator holds. @param to null for an export */
    public Transfer askElsewhere(Use use, MailAddress from, @Nullable MailAddress to) {
        var policy = settings.domains().get(from.domain());
        var target = to == null ? null : rows.find(to).orElse(null);
        return Transfer.ofElsewhere(use, target, policy == null ? null : policy.of(use));
    }

    /** True for every command that copies nothing. */
    Transfer of(Hosted from, Command command) {
        return command instanceof Command.Depublish(var reply) && reply != null && reply.fate() == AutoReply.Fate.COPIED
                ? ask(Use.FORWARDING, from, reply.newAddress())
                : new Transfer(true, Transfer.Because.SAME_CONTROLLER);
    }
}
