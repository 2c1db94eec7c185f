package fr.balise.hygiene;

import fr.balise.identity.Actor;
import fr.balise.kernel.MailboxType;
import fr.balise.mailbox.MailboxSettings;
import fr.balise.mailbox.Wording;
import fr.balise.mailbox.Words;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.Reach;
import fr.balise.mailbox.sharing.Keyring;
import fr.balise.outbox.Outbox;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Tells whoever is responsible for a shared mailbox, by name, who cleaned it up, unless that was the same person. */
@Component
class SharedNotices {
    private final Keyring keyring;
    private final Reach reach;
    private final Outbox outbox;
    private final Wording wording;
    private final MailboxSettings settings;

    SharedNotices(Keyring keyring, Reach reach, Outbox outbox, Wording wording, MailboxSettings settings) {
        this.keyring = keyring;
        this.reach = reach;
        this.outbox = outbox;
        this.wording = wording;
        this.settings = settings;
    }

    /** What was done. */
    enum Act {
        DELETED,
        TRASHED,
        LIGHTENED;

        static Act of(Cleaning.Way way) {
            return switch (way) {
                case ASIDE -> DELETED;
                case TRASH -> TRASHED;
            };
        }
    }

    /** To be called in the transaction of the act. Nothing about what is in the mailbox is told but how much. */
    void tell(Actor actor, Hosted mailbox, Weight weight, Act act) {
        if (mailbox.type() == MailboxType.PER || !outbox.reachesPeople()) return;
        var standing = keyring.standing(actor, Set.of(), mailbox);
        if (standing.rights() == null || standing.shares()) return; // whoever decides about it
        reach.beside(mailbox)
                .ifPresent(to -> outbox.queue(
                        to,
                        "room",
                        wording.subject(Words.of("hygiene.shared.subject")),
                        Wording.letter(language -> wording.of(
                                Words.of(
                                        "hygiene.shared." + act.name(),
                                        mailbox.address().toString(),
                                        actor.name(),
                                        weight.messages(),
                                        Sized.of(weight.octets(), language),
                                        settings.link("/espace")),
                                language))));
    }
}
