package fr.balise.mailbox.lifecycle;

import fr.balise.kernel.MailAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who writes to a mailbox: read from the mailbox itself at each look, for its holder alone, and kept nowhere. */
public interface Correspondents {

    /**
     * Those who wrote since then, whoever wrote most first. Empty when nobody can tell: calls go over the network, hold no transaction
     * meanwhile.
     */
    Optional<List<Writer>> of(MailboxId mailbox, Instant since);

    /**
     * @param automatic whether the messages came from software: a hospital's application, a laboratory's server. Its address book is
     *     changed by people, whom nobody reaches by answering it
     */
    record Writer(MailAddress address, int messages, Instant last, boolean automatic) {
        public boolean patient() {
            return address.domain().equals(ReplyScript.PATIENTS);
        }

        /** As screens show it: the local part of a patient's address is a national number. */
        public String shown() {
            return patient() ? "…@" + address.domain() : address.toString();
        }
    }
}
