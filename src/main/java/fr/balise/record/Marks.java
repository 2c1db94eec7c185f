package fr.balise.record;

import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailStore;
import fr.balise.mailstore.MailStore.NoSuchFolder;
import fr.balise.mailstore.OpenMailbox;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Keywords on messages, which any mail program shows: what is known of their filing lies with the mail itself, and goes where it goes.
 */
@Component
public class Marks {
    /** Record software keeps all documents of this message, or a person says so. */
    public static final String FILED = "$BaliseFiled";

    /** Beside it where a person said so, and no software. */
    public static final String ATTESTED = "$BaliseAttested";

    /** Record software fetched all its documents; nobody said that they are filed. */
    public static final String COLLECTED = "$BaliseCollected";

    /** A person wants to keep it whatever is tidied up. */
    public static final String KEPT = "$BaliseKept";

    /** Record software of whoever received it could not file it, and said so. */
    public static final String REFUSED = "$BaliseRefused";

    private final ObjectProvider<MailStore> store;

    Marks(ObjectProvider<MailStore> store) {
        this.store = store;
    }

    /** Marks a message as its documents stand. One that is gone, or lies in a folder that was numbered anew, stays as it is. */
    void put(AccountId account, Place place, Carried.State state) {
        switch (state) {
            case FILED -> flag(account, place, Set.of(FILED), Set.of(ATTESTED, COLLECTED));
            case COLLECTED -> flag(account, place, Set.of(COLLECTED), Set.of());
            // What a person attested stays: only the software's own word is taken back.
            case WAITING, LAID, DOWNLOADED, REFUSED, GONE -> {}
        }
    }

    /** A failure came back: nothing shows any more that it is filed. */
    void takeBack(AccountId account, Place place) {
        flag(account, place, Set.of(), Set.of(FILED, ATTESTED, COLLECTED));
    }

    /** On what was sent: a colleague does not have it in the record. */
    void refused(AccountId account, Place place) {
        flag(account, place, Set.of(REFUSED), Set.of());
    }

    private void flag(AccountId account, Place place, Set<String> add, Set<String> remove) {
        try (var mailbox = store.getObject().open(account)) {
            if (isThere(mailbox, place)) mailbox.flag(place.folder(), List.of(place.uid()), add, remove);
        } catch (NoSuchFolder | java.util.NoSuchElementException gone) {
            // Nothing to mark.
        }
    }

    static boolean isThere(OpenMailbox mailbox, Place place) {
        return mailbox.folders().stream()
                .anyMatch(
                        folder -> folder.name().equals(place.folder()) && folder.uidValidity() == place.uidValidity());
    }
}
