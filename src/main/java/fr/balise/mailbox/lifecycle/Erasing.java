package fr.balise.mailbox.lifecycle;

import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailStore;
import fr.balise.mailstore.MailStore.Folder;
import java.time.InstantSource;
import java.util.List;
import java.util.NoSuchElementException;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What comes before the mail of an erased mailbox goes: it is counted, and the erasure is written where a restore does not undo it. A
 * crash between any two steps leaves each of them done or to be done again.
 */
@Component
@ConditionalOnBooleanProperty("balise.mailstore.enabled")
class Erasing {
    private final MailStore store;
    private final ErasedRows rows;
    private final ErasureJournal journal;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    Erasing(
            MailStore store,
            ErasedRows rows,
            ErasureJournal journal,
            TransactionTemplate transaction,
            InstantSource clock) {
        this.store = store;
        this.rows = rows;
        this.journal = journal;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** @throws MailStore.Unavailable when it cannot be counted now: nothing may be erased yet */
    void before(MailboxId mailbox) {
        if (!rows.isCounted(mailbox)) {
            var folders = folders(mailbox);
            transaction.executeWithoutResult(_ -> rows.held(
                    mailbox,
                    folders.stream().mapToLong(Folder::messages).sum(),
                    folders.stream()
                            .mapToLong(folder -> folder.size().toBytes())
                            .sum(),
                    clock.instant()));
        }
        if (!journal.has(mailbox)) journal.add(rows.find(mailbox).orElseThrow());
    }

    private List<Folder> folders(MailboxId mailbox) {
        try {
            return store.folders(new AccountId(mailbox.value()));
        } catch (NoSuchElementException gone) {
            return List.of(); // erased already, before this was counted
        }
    }
}
