package fr.balise.mailbox.lifecycle;

import fr.balise.mailbox.lifecycle.Wanted.Mail;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailAccount.Access;
import fr.balise.mailstore.MailAccount.Delivery;
import fr.balise.mailstore.MailAccounts;
import fr.balise.mailstore.MailAccounts.Settled;
import fr.balise.mailstore.MailStore;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Brings Dovecot and Postfix to what was decided of a mailbox: rows that they read, sessions that end, mail that is erased. */
@Component
@ConditionalOnBooleanProperty("balise.mailstore.enabled")
class MailServers implements Engine {
    private final Lifecycle lifecycle;
    private final MailAccounts accounts;
    private final MailStore store;
    private final ReplyScript replies;
    private final Pointers pointers;
    private final Erasing erasing;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    MailServers(
            Lifecycle lifecycle,
            MailAccounts accounts,
            MailStore store,
            ReplyScript replies,
            Pointers pointers,
            Erasing erasing,
            TransactionTemplate transaction,
            InstantSource clock) {
        this.lifecycle = lifecycle;
        this.accounts = accounts;
        this.store = store;
        this.replies = replies;
        this.pointers = pointers;
        this.erasing = erasing;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public void bringInLine(MailboxId id) {
        bringInLine(List.of(id));
    }

    @Override
    public void bringInLine(List<MailboxId> ids) {
        var said = pointers.of(ids);
        var wanted = lifecycle.find(ids).stream()
                .map(mailbox -> settled(mailbox, said.get(mailbox.id())))
                .toList();
        var narrowed = transaction.execute(_ -> accounts.settle(wanted));
        narrowed.forEach(store::disconnect);
        for (var one : wanted) if (one.access() == null) erase(one.id());
    }

    private void erase(AccountId account) {
        erasing.before(new MailboxId(account.value()));
        store.erase(account);
        transaction.executeWithoutResult(_ -> accounts.erased(account));
    }

    @Override
    public boolean keepsMail() {
        return true;
    }

    private Settled settled(Hosted mailbox, @Nullable AutoReply pointer) {
        var wanted = Wanted.of(mailbox, mailbox.day(clock.instant()));
        return new Settled(
                new AccountId(mailbox.id().value()),
                mailbox.address(),
                mailbox.zone(),
                delivery(wanted.mail()),
                wanted.kept() ? access(wanted.access()) : null,
                wanted.kept() ? replies.of(mailbox, pointer).orElse(null) : null);
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
