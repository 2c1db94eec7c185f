package fr.balise.mailbox.lifecycle;

import java.util.Optional;

/** What a hosted mailbox holds, as the mail store counts it. */
public interface Insides {
    /** Empty when nobody can tell now. Asked outside any transaction: it may go over the network. */
    Optional<Contents> of(MailboxId mailbox);
}
