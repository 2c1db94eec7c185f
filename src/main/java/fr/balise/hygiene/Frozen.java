package fr.balise.hygiene;

import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.MailboxId;
import fr.balise.mailbox.lifecycle.State;
import fr.balise.mailstore.AccountId;
import org.springframework.stereotype.Component;

/** Mailboxes out of which nothing goes: a hold or an incident stands, or they are erased. It may begin while something goes on. */
@Component
class Frozen {
    private final Lifecycle lifecycle;

    Frozen(Lifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    static boolean is(Hosted mailbox) {
        return mailbox.restrained() || mailbox.state() instanceof State.Erased;
    }

    /** As it stands at this moment. */
    boolean is(AccountId account) {
        return lifecycle.find(new MailboxId(account.value())).filter(Frozen::is).isPresent();
    }
}
