package fr.balise.mailbox.lifecycle;

import fr.balise.identity.Actor;
import fr.balise.kernel.SensitiveAct;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailPasswords;
import fr.balise.mailstore.MailPasswords.Rights;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** The password that comes with a new mailbox, made for its holder by whoever opened it. */
@Service
public class FirstPasswords {
    private final MailPasswords passwords;
    private final Lifecycle lifecycle;
    private final ObjectProvider<Engine> engines;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    FirstPasswords(
            MailPasswords passwords,
            Lifecycle lifecycle,
            ObjectProvider<Engine> engines,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.passwords = passwords;
        this.lifecycle = lifecycle;
        this.engines = engines;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    /** Whether this installation holds mailboxes at all. */
    public boolean possible() {
        return engines.stream().anyMatch(Engine::keepsMail);
    }

    /**
     * @param holder whose password it is
     * @param device where it is used, in words
     * @throws NoSuchMailbox for an id that was never given
     */
    public AppPassword make(MailboxId id, Actor holder, String device, By by) {
        var mailbox = lifecycle.find(id).orElseThrow(() -> new NoSuchMailbox(id));
        // The listener may not have come yet; telling twice changes nothing.
        engines.forEach(engine -> engine.bringInLine(id));
        return transaction.execute(_ -> {
            var issued = passwords.issue(new AccountId(id.value()), holder.account(), device, Rights.HOLDER);
            events.publishEvent(new SensitiveAct(
                    by.actor(),
                    "mailbox.issue-password",
                    "mailbox:" + id,
                    Map.of(),
                    Map.of("password", Long.toString(issued.id()), "for", holder.auditName()),
                    clock.instant()));
            return new AppPassword(issued.id(), mailbox.address().key(), issued.secret());
        });
    }
}
