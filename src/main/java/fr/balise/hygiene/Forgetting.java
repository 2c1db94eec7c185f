package fr.balise.hygiene;

import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.LifecycleChanged;
import fr.balise.mailbox.lifecycle.MailboxId;
import fr.balise.mailbox.lifecycle.State;
import fr.balise.mailstore.AccountId;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/** What is known of a mailbox goes with it. */
@Component
class Forgetting {
    private final Lifecycle lifecycle;
    private final StockRows rows;

    Forgetting(Lifecycle lifecycle, StockRows rows) {
        this.lifecycle = lifecycle;
        this.rows = rows;
    }

    @ApplicationModuleListener
    void when(LifecycleChanged changed) {
        var erased = lifecycle
                .find(new MailboxId(changed.mailbox()))
                .filter(mailbox -> mailbox.state() instanceof State.Erased);
        if (erased.isPresent()) rows.forget(new AccountId(changed.mailbox()));
    }
}
