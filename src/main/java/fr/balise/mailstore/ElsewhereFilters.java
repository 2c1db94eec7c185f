package fr.balise.mailstore;

import fr.balise.kernel.MailAddress;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Filters of a mailbox that another operator holds, by ManageSieve [RFC5804], where that operator offers it. Calls go over the network: hold
 * no transaction meanwhile.
 */
public interface ElsewhereFilters {

    /** Whether the installation names such a server for mailboxes of that domain. */
    boolean knows(String domain);

    Answer open(MailAddress mailbox, ElsewhereMail.Credential.AppPassword credential);

    sealed interface Answer {
        /** @param scripts to be closed by whoever asked */
        record Opened(Scripts scripts) implements Answer {}

        record Refused(ElsewhereMail.Why why) implements Answer {}
    }

    /**
     * The scripts of one mailbox, for one thread. One of them at most is active: it alone runs when a message arrives.
     *
     * <p>Each method throws {@link MailStore.Unavailable} when the server does not answer, or not as it should.
     */
    interface Scripts extends AutoCloseable {
        /** What its Sieve can do beyond the base language, as the server tells it [RFC5804 1.7]: {@code vacation}. Lower case. */
        Set<String> extensions();

        /** All of them, as the server lists them. */
        List<Script> list();

        /** Null for one that is not there. */
        @Nullable
        String read(String name);

        /** Stores it under that name, in place of one that is there; the active one stays active. */
        Put put(String name, String script);

        /** Makes that one the active one; null for none. @return whether the server did it */
        boolean activate(@Nullable String name);

        /** @return whether it is gone; the active one never is [RFC5804 2.10] */
        boolean remove(String name);

        @Override
        void close();
    }

    record Script(String name, boolean active) {
        /** Names are the holder's own words. */
        @Override
        public String toString() {
            return active ? "active script" : "script";
        }
    }

    enum Put {
        STORED,
        /** The server does not take the script: it knows less than it says, or has rules of its own. */
        REFUSED,
        /** No room for one more [RFC5804 1.3]. */
        FULL
    }
}
