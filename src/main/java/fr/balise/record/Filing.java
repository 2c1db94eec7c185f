package fr.balise.record;

import fr.balise.identity.Actor;
import fr.balise.identity.Rights;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.lifecycle.MailboxId;
import fr.balise.mailbox.sharing.Keyring;
import fr.balise.mailstore.MailPasswords.Level;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;

/**
 * Whose documents the person of the present request may hand over: the holder's own, and those of mailboxes to which that person was
 * given the right to file by name. Acting for somebody is not enough, managing a structure neither: neither opens mail.
 */
@Service
public class Filing {
    private final Rights rights;
    private final Keyring keyring;

    Filing(Rights rights, Keyring keyring) {
        this.rights = rights;
        this.keyring = keyring;
    }

    /** Empty for a mailbox that is not theirs, whether there is one or not. */
    public Optional<Filer> of(MailboxId mailbox) {
        return rights.actor()
                .flatMap(actor -> keyring.one(actor, rights.managedStructures(), mailbox)
                                instanceof Outcome.Done<Keyring.Entry>(var entry)
                        ? filer(actor, entry)
                        : Optional.empty());
    }

    /** The same for somebody who acts without a page, as a person who manages nothing. */
    public Optional<Filer> of(Actor actor, MailboxId mailbox) {
        return keyring.one(actor, Set.of(), mailbox) instanceof Outcome.Done<Keyring.Entry>(var entry)
                ? filer(actor, entry)
                : Optional.empty();
    }

    /** All of them. */
    public List<Filer> all() {
        return rights.actor()
                .map(actor -> keyring.all(actor, rights.managedStructures()).stream()
                        .flatMap(entry -> filer(actor, entry).stream())
                        .toList())
                .orElse(List.of());
    }

    private static Optional<Filer> filer(Actor actor, Keyring.Entry entry) {
        var own = entry.standing().rights();
        if (own == null || own.level() == Level.READ || entry.mailbox().suspension() != null || !entry.ready())
            return Optional.empty();
        return Optional.of(new Filer(actor, entry.mailbox()));
    }
}
