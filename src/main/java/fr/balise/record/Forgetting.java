package fr.balise.record;

import fr.balise.mailbox.lifecycle.MailboxErased;
import fr.balise.mailstore.AccountId;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/** Receipts go with the mailbox: names and identifiers in them are health data. Before that they can be taken away as a table. */
@Component
class Forgetting {
    private final HandOverRows rows;

    Forgetting(HandOverRows rows) {
        this.rows = rows;
    }

    @ApplicationModuleListener
    void when(MailboxErased erased) {
        rows.forget(new AccountId(erased.mailbox()));
    }
}
