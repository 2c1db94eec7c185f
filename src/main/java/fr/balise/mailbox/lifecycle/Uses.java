package fr.balise.mailbox.lifecycle;

import fr.balise.identity.Subject;
import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.BoxUse;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.Activity;
import fr.balise.mailstore.MailActivity;
import fr.balise.mailstore.MailActivity.Kind;
import java.time.LocalDate;
import java.time.Period;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;

/** Who may know what of the use of a mailbox: its holder the days, everybody else a class ({@link UseClass}). */
@Service
public class Uses {
    private final Lifecycle lifecycle;
    private final MailActivity activity;

    Uses(Lifecycle lifecycle, MailActivity activity) {
        this.lifecycle = lifecycle;
        this.activity = activity;
    }

    /** For staff and for managers; without mailboxes that are erased, or not opened at the mail servers yet. */
    public Map<MailboxId, UseClass> classes(Collection<Hosted> mailboxes) {
        var classes = new HashMap<MailboxId, UseClass>();
        of(mailboxes).forEach((mailbox, seen) -> classes.put(mailbox.id(), UseClass.of(seen)));
        return classes;
    }

    /**
     * For the pages of a person.
     *
     * @param structures idNat_Struct of those that the account manages
     * @return by key of the address: days of the subject's own mailboxes for the person itself; classes for who acts for that person, and
     *     for the mailboxes of structures
     */
    public Map<String, BoxUse> of(Subject subject, Collection<String> structures) {
        var uses = new HashMap<String, BoxUse>();
        for (var structure : structures)
            of(lifecycle.of(new Owner.OfStructure(structure)))
                    .forEach(
                            (mailbox, seen) -> uses.put(mailbox.address().key(), new BoxUse.Coarse(UseClass.of(seen))));
        of(lifecycle.of(new Owner.OfPerson(subject.person())))
                .forEach((mailbox, seen) -> uses.put(
                        mailbox.address().key(),
                        subject.isSelf() ? new BoxUse.ByDay(seen) : new BoxUse.Coarse(UseClass.of(seen))));
        return uses;
    }

    LastUse last(Hosted mailbox, Period silence) {
        var seen = of(List.of(mailbox)).get(mailbox);
        return seen == null ? new LastUse.Unknown() : LastUse.of(seen, silence);
    }

    /** The person looked at one of its own mailboxes in the portal. Who acts for somebody does not use that person's mailbox. */
    public void looked(Subject subject, MailAddress address) {
        if (!subject.isSelf()) return;
        lifecycle
                .find(address)
                .filter(mailbox -> mailbox.owner().equals(new Owner.OfPerson(subject.person())))
                .ifPresent(mailbox -> activity.note(new AccountId(mailbox.id().value()), Kind.PORTAL));
    }

    /**
     * Adds what the system that held the mailbox before recorded of a day.
     *
     * @param logins of mail programs
     */
    public void remember(MailboxId mailbox, LocalDate day, int received, int read, int sent, int logins) {
        activity.remember(
                new AccountId(mailbox.value()),
                day,
                Map.of(Kind.RECEIVED, received, Kind.READ, read, Kind.SENT, sent, Kind.IMAP, logins));
    }

    /** What arrived by month, for the person whose mailboxes these are; those of anybody else are left out. */
    public Map<MailboxId, Arrived> arrived(Subject subject, Collection<Hosted> mailboxes) {
        var arrived = new HashMap<MailboxId, Arrived>();
        var owner = new Owner.OfPerson(subject.person());
        if (!subject.isSelf()) return arrived;
        of(mailboxes).forEach((mailbox, seen) -> {
            if (mailbox.owner().equals(owner)) arrived.put(mailbox.id(), Arrived.of(seen));
        });
        return arrived;
    }

    /** The same over many people, for who may know of a group and of nobody in it: added to what came before. */
    public void arrived(Collection<Hosted> mailboxes, Arrived.Together together) {
        of(mailboxes).forEach((mailbox, seen) -> together.add(mailbox.owner(), Arrived.of(seen)));
    }

    private Map<Hosted, Activity> of(Collection<Hosted> mailboxes) {
        var seen = activity.of(mailboxes.stream().map(Hosted::address).toList());
        var found = new HashMap<Hosted, Activity>();
        for (var mailbox : mailboxes) {
            var one = seen.get(mailbox.address().key());
            if (one != null) found.put(mailbox, one);
        }
        return found;
    }
}
