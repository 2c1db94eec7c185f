package fr.balise.mailbox.lifecycle;

import fr.balise.mailbox.lifecycle.Wanted.Mail;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailAccount;
import fr.balise.mailstore.MailAccount.Access;
import fr.balise.mailstore.MailAccount.Delivery;
import fr.balise.mailstore.MailAccounts;
import fr.balise.mailstore.MailActivity;
import fr.balise.mailstore.MailStore;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Brings Dovecot and Postfix to what was decided of a mailbox: rows that they read, sessions that end, mail that is erased. */
@Component
@ConditionalOnBooleanProperty("balise.mailstore.enabled")
class MailServers implements Engine {
    private final Lifecycle lifecycle;
    private final MailAccounts accounts;
    private final MailActivity activity;
    private final MailStore store;
    private final ReplyScript replies;
    private final Erasing erasing;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    MailServers(
            Lifecycle lifecycle,
            MailAccounts accounts,
            MailActivity activity,
            MailStore store,
            ReplyScript replies,
            Erasing erasing,
            TransactionTemplate transaction,
            InstantSource clock) {
        this.lifecycle = lifecycle;
        this.accounts = accounts;
        this.activity = activity;
        this.store = store;
        this.replies = replies;
        this.erasing = erasing;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public void bringInLine(MailboxId id) {
        var mailbox = lifecycle.find(id).orElseThrow(() -> new NoSuchMailbox(id));
        var account = new AccountId(id.value());
        var wanted = Wanted.of(mailbox, mailbox.day(clock.instant()));
        var narrowed = transaction.execute(_ -> rows(account, mailbox, wanted));
        if (Boolean.TRUE.equals(narrowed)) store.disconnect(account);
        if (wanted.kept()) return;
        erasing.before(id);
        store.erase(account);
        transaction.executeWithoutResult(_ -> accounts.erased(account));
    }

    @Override
    public boolean keepsMail() {
        return true;
    }

    /** @return whether somebody who is in may do less from now on */
    private boolean rows(AccountId account, Hosted mailbox, Wanted wanted) {
        accounts.open(account, mailbox.address());
        activity.zone(account, mailbox.zone());
        var before = accounts.find(account).map(MailAccount::access).orElse(Access.OFF);
        accounts.delivery(account, delivery(wanted.mail()));
        if (!wanted.kept()) return true;
        var access = access(wanted.access());
        accounts.access(account, access);
        accounts.script(account, replies.of(mailbox).orElse(null));
        return access.compareTo(before) > 0;
    }

    private static Delivery delivery(Mail mail) {
        return switch (mail) {
            case Mail.Accepted() -> new Delivery.Accept();
            case Mail.Refused(var line) -> new Delivery.Refuse(line);
        };
    }

    private static Access access(Wanted.Access wanted) {
        return switch (wanted) {
            case READ_AND_SEND -> Access.OPEN;
            case READ -> Access.READ;
            case NONE -> Access.OFF;
        };
    }
}
