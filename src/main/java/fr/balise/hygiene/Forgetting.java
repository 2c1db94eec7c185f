package fr.balise.hygiene;

import fr.balise.mailbox.lifecycle.MailboxErased;
import fr.balise.mailstore.AccountId;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/** What is known of a mailbox goes with it. */
@Component
class Forgetting {
    private final StockRows rows;

    Forgetting(StockRows rows) {
        this.rows = rows;
    }

    @ApplicationModuleListener
    void when(MailboxErased erased) {
        rows.forget(new AccountId(erased.mailbox()));
    }
}
