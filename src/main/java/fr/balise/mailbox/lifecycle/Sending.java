package fr.balise.mailbox.lifecycle;

import fr.balise.kernel.MailAddress;
import fr.balise.mailstore.MailAccount;
import fr.balise.mailstore.MailAccount.Access;
import fr.balise.mailstore.MailAccounts;
import fr.balise.mailstore.MailActivity;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** Whether a message of our own people may leave: counted by mailbox and day, not read. */
@Service
public class Sending {
    private final MailAccounts accounts;
    private final MailActivity activity;
    private final SendingLimits limits;

    Sending(MailAccounts accounts, MailActivity activity, SendingLimits limits) {
        this.accounts = accounts;
        this.activity = activity;
        this.limits = limits;
    }

    public sealed interface Answer {
        record Yes() implements Answer {}

        /** For today. @param limit recipients a day */
        record LimitReached(int limit) implements Answer {}

        /** Alone more than a whole day may have. */
        record NeverFits(int limit) implements Answer {}

        /** No mailbox of ours, or one that may not send (any more). */
        record NotOurs() implements Answer {}
    }

    /**
     * Counts the message when the answer is yes.
     *
     * @param login the mailbox that was logged in with
     * @param recipients at least one
     */
    public Answer ask(String login, int recipients) {
        return account(login)
                .filter(account -> account.access() == Access.OPEN)
                .map(account -> decide(account, Math.max(1, recipients)))
                .orElseGet(Answer.NotOurs::new);
    }

    private Answer decide(MailAccount account, int recipients) {
        int limit = limits.recipientsPerDay();
        if (recipients > limit) return new Answer.NeverFits(limit);
        return activity.noteSent(account.id(), recipients, limit) ? new Answer.Yes() : new Answer.LimitReached(limit);
    }

    private Optional<MailAccount> account(String login) {
        return MailAddress.read(login).flatMap(accounts::find);
    }
}
