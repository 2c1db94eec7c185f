package fr.balise.record;

import fr.balise.mailbox.lifecycle.MailboxErased;
import fr.balise.mailstore.AccountId;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/** Receipts go with the mailbox: names and identifiers in them are health data. Before that they can be taken away as a table. */
@Component
class Forgetting {
    private final HandOverRows rows;
    private final FailureRows failures;
    private final Habits habits;

    Forgetting(HandOverRows rows, FailureRows failures, Habits habits) {
        this.rows = rows;
        this.failures = failures;
        this.habits = habits;
    }

    @ApplicationModuleListener
    void when(MailboxErased erased) {
        var account = new AccountId(erased.mailbox());
        rows.forget(account);
        failures.forget(account);
        habits.forget(account);
    }
}
