package fr.balise.mailbox.lifecycle;

import fr.balise.kernel.MailAddress;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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
        /** The same writer seen twice. Somebody who wrote by hand once is somebody who can be told. */
        public Writer and(Writer other) {
            return new Writer(
                    address,
                    messages + other.messages,
                    last.isAfter(other.last) ? last : other.last,
                    automatic && other.automatic);
        }

        public boolean patient() {
            return address.domain().equals(ReplyScript.PATIENTS);
        }

        /** As screens show it: the local part of a patient's address is a national number. */
        public String shown() {
            return patient() ? "…@" + address.domain() : address.toString();
        }
    }

    /** The same names of machines as the automatic reply knows, as one pattern. */
    Pattern MACHINE = Pattern.compile(
            ReplyScript.MACHINES.stream().map(name -> name.replace("*", ".*")).collect(Collectors.joining("|")));

    /** Whether nobody reads what is sent there, by its name alone [RFC3834 2]. */
    static boolean isMachine(MailAddress address) {
        return MACHINE.matcher(address.localPart().toLowerCase(Locale.ROOT)).matches();
    }
}
