package fr.balise.mailbox.console;

import fr.balise.identity.Actor;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.SensitiveAct;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Refusal;
import fr.balise.mailbox.lifecycle.By;
import fr.balise.mailbox.lifecycle.MailboxId;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailAccount;
import fr.balise.mailstore.MailAccounts;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.unit.DataSize;

/** How much a hosted mailbox may hold: said by staff, obeyed by the mail servers at their next command [L-S3]. */
@Service
public class Quotas {
    /** In megabytes. */
    public static final long LEAST = 10;

    public static final long MOST = 1_000_000;

    private final MailAccounts accounts;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Quotas(MailAccounts accounts, ApplicationEventPublisher events, InstantSource clock) {
        this.accounts = accounts;
        this.events = events;
        this.clock = clock;
    }

    /** A quota below what is there makes the mailbox full; nothing is lost. @return the new quota */
    @Transactional
    public Outcome<DataSize> set(Actor actor, MailboxId mailbox, long megabytes) {
        if (!actor.is(Actor.Role.OPERATOR)) return Outcome.refused(new Refusal.NotAllowed());
        return set(By.of(actor), accounts.find(new AccountId(mailbox.value())), megabytes);
    }

    /** The same by address, also for programs whose key opens mailboxes in its domain; others learn nothing of what is there. */
    @Transactional
    public Outcome<DataSize> set(Opener opener, MailAddress address, long megabytes) {
        return opener.mayOpen(address.domain())
                ? set(opener.by(), accounts.find(address), megabytes)
                : Outcome.refused(new Refusal.NotAllowed());
    }

    private Outcome<DataSize> set(By by, Optional<MailAccount> found, long megabytes) {
        var account = found.filter(there -> !there.erased());
        if (account.isEmpty()) return Outcome.refused(new Refusal.NotFound());
        var id = account.get().id();
        if (megabytes < LEAST || megabytes > MOST) return Outcome.refused(new Refusal.NotAQuota(LEAST, MOST));
        var quota = DataSize.ofMegabytes(megabytes);
        accounts.quota(id, quota);
        events.publishEvent(new SensitiveAct(
                by.actor(),
                "mailbox.quota",
                "mailbox:" + id,
                Map.of("megabytes", Long.toString(account.get().quota().toMegabytes())),
                Map.of("megabytes", Long.toString(megabytes)),
                clock.instant()));
        return Outcome.done(quota);
    }
}
