package fr.balise.mailbox.sharing;

import fr.balise.identity.Actor;
import fr.balise.kernel.MailboxType;
import fr.balise.kernel.SensitiveAct;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Refusal;
import fr.balise.mailbox.lifecycle.AppPassword;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.MailboxId;
import fr.balise.mailbox.lifecycle.Owner;
import fr.balise.mailbox.lifecycle.State;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailAccounts;
import fr.balise.mailstore.MailPassword;
import fr.balise.mailstore.MailPasswords;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The mailboxes that somebody may open, and that person's own passwords for them. Nobody sees or makes the passwords of another. */
@Service
public class Keyring {
    /** A telephone, a tablet, some computers; with more than this, some are forgotten ones. */
    public static final int MOST = 20;

    private static final int LONGEST = 60;

    private final Lifecycle lifecycle;
    private final Shares shares;
    private final MailPasswords passwords;
    private final MailAccounts accounts;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Keyring(
            Lifecycle lifecycle,
            Shares shares,
            MailPasswords passwords,
            MailAccounts accounts,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.lifecycle = lifecycle;
        this.shares = shares;
        this.passwords = passwords;
        this.accounts = accounts;
        this.events = events;
        this.clock = clock;
    }

    /** @param ready whether the mail servers know the mailbox yet */
    public record Entry(Hosted mailbox, Standing standing, boolean ready, List<MailPassword> passwords) {
        /** Those that open it now. */
        public List<MailPassword> valid() {
            return passwords.stream().filter(one -> one.revokedAt() == null).toList();
        }
    }

    public enum Why {
        DEVICE_MISSING,
        TOO_MANY,
        /** The mailbox is being opened: the mail servers do not know it yet. */
        NOT_READY,
        SUSPENDED
    }

    public sealed interface Making {
        record Made(AppPassword password) implements Making {}

        record Refused(Why why) implements Making {}
    }

    /** @param managed idNat_Struct of the structures that the account manages */
    public List<Entry> all(Actor actor, Set<String> managed) {
        var found = new LinkedHashMap<MailboxId, Hosted>();
        if (actor.nationalId() != null)
            lifecycle.of(new Owner.OfPerson(actor.nationalId())).forEach(one -> found.put(one.id(), one));
        for (var share : shares.accepted(actor.account()))
            lifecycle.find(share.mailbox()).ifPresent(one -> found.put(one.id(), one));
        for (var structure : managed)
            lifecycle.of(new Owner.OfStructure(structure)).forEach(one -> found.put(one.id(), one));
        return found.values().stream()
                .filter(one -> !(one.state() instanceof State.Erased))
                .map(one -> entry(actor, managed, one))
                .filter(entry -> entry.standing().any())
                .toList();
    }

    /** {@code NotFound} for a mailbox that is not theirs, whether there is one or not. */
    public Outcome<Entry> one(Actor actor, Set<String> managed, MailboxId id) {
        return lifecycle
                .find(id)
                .filter(one -> !(one.state() instanceof State.Erased))
                .map(one -> entry(actor, managed, one))
                .filter(entry -> entry.standing().any())
                .map(Outcome::done)
                .orElseGet(() -> Outcome.refused(new Refusal.NotFound()));
    }

    private Entry entry(Actor actor, Set<String> managed, Hosted mailbox) {
        var account = new AccountId(mailbox.id().value());
        return new Entry(
                mailbox,
                standing(actor, managed, mailbox),
                accounts.find(account).isPresent(),
                passwords.of(account, actor.account()));
    }

    /** What that account may do with a mailbox now. */
    public Standing standing(Actor actor, Set<String> managed, Hosted mailbox) {
        var now = clock.instant();
        var accepted = shares.accepted(actor.account()).stream()
                .filter(share -> share.mailbox().equals(mailbox.id())
                        && share.state(now, mailbox.day(now)) == Share.State.ACTIVE)
                .toList();
        return Standing.of(actor, managed, mailbox, accepted);
    }

    /**
     * Whether what an account left running on a mailbox may go on, where nobody is logged in: of a person's own mailbox always, since the
     * holder alone leaves anything; of a structure's while a right to manage it, given by name, stands. A mailbox of software has none.
     */
    public boolean manages(long account, Hosted mailbox) {
        if (mailbox.owner() instanceof Owner.OfPerson || mailbox.type() == MailboxType.APP) return true;
        var now = clock.instant();
        return shares.accepted(account).stream()
                .anyMatch(share -> share.mailbox().equals(mailbox.id())
                        && share.may() != Share.May.READ
                        && share.state(now, mailbox.day(now)) == Share.State.ACTIVE);
    }

    @Transactional
    public Outcome<Making> make(Actor actor, Set<String> managed, MailboxId id, String device) {
        shares.hold(actor.account(), id); // a right that ends at this moment takes this password with it
        return one(actor, managed, id).then(entry -> {
            var rights = entry.standing().rights();
            if (rights == null) return Outcome.refused(new Refusal.NotAllowed());
            var name = device.strip();
            if (name.isEmpty() || name.length() > LONGEST || name.chars().anyMatch(Character::isISOControl))
                return refused(Why.DEVICE_MISSING);
            if (entry.mailbox().suspension() != null) return refused(Why.SUSPENDED);
            if (!entry.ready()) return refused(Why.NOT_READY);
            if (entry.valid().size() >= MOST) return refused(Why.TOO_MANY);
            var issued = passwords.issue(new AccountId(id.value()), actor.account(), name, rights);
            tell(
                    actor,
                    "mailbox.issue-password",
                    id,
                    Map.of("password", Long.toString(issued.id()), "for", actor.auditName()));
            return Outcome.done(new Making.Made(
                    new AppPassword(issued.id(), entry.mailbox().address().key(), issued.secret())));
        });
    }

    private static Outcome<Making> refused(Why why) {
        return Outcome.done(new Making.Refused(why));
    }

    /** At once: open sessions end within seconds. Also of a mailbox that may no longer be opened. */
    @Transactional
    public Outcome<Long> revoke(Actor actor, MailboxId id, long password) {
        if (!passwords.revoke(new AccountId(id.value()), actor.account(), password))
            return Outcome.refused(new Refusal.NotFound());
        tell(actor, "mailbox.revoke-password", id, Map.of("password", Long.toString(password)));
        return Outcome.done(password);
    }

    private void tell(Actor actor, String action, MailboxId id, Map<String, String> after) {
        events.publishEvent(
                new SensitiveAct(actor.auditName(), action, "mailbox:" + id, Map.of(), after, clock.instant()));
    }
}
