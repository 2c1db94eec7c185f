package fr.balise.mailstore;

import fr.balise.mailstore.PasswordStore.Withdrawn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.eclipse.angus.mail.iap.CommandFailedException;
import org.eclipse.angus.mail.iap.ConnectionException;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.event.TransactionalEventListener;

/** Mailboxes in Dovecot: what is inside by IMAP, the rest through its administration. */
@Service
class DovecotMailStore implements MailStore {
    private static final Logger LOG = LoggerFactory.getLogger(DovecotMailStore.class);

    /** As dovecot.conf has them made; the last of them tells that all were. */
    private static final List<String> FIRST_FOLDERS = List.of("INBOX", "Drafts", "Junk", "Sent", "Trash");

    private static final int ATTEMPTS = 5;

    private final Doveadm doveadm;
    private final InsidePasses passes;
    private final MailAccounts accounts;
    private final MailstoreSettings settings;

    DovecotMailStore(Doveadm doveadm, InsidePasses passes, MailAccounts accounts, MailstoreSettings settings) {
        this.doveadm = doveadm;
        this.passes = passes;
        this.accounts = accounts;
        this.settings = settings;
    }

    /** Through the server's own door, with a pass for this once: docs/decisions/0082. */
    @Override
    public OpenMailbox open(AccountId account) {
        var user = accounts.find(account)
                .filter(there -> !there.erased())
                .orElseThrow(() -> new NoSuchElementException("no hosted mailbox " + account))
                .address()
                .key();
        try {
            var line = session(account, user);
            for (int attempt = 1; isNew(account) && !made(line); attempt++) {
                if (attempt == ATTEMPTS) throw new Unavailable("opening a mailbox: its folders were not made", null);
                line = session(account, user);
            }
            return new ImapMailbox(line, true);
        } catch (ProtocolException | IOException down) {
            throw new Unavailable("opening a mailbox: " + down.getClass().getSimpleName(), null);
        }
    }

    private ImapLine session(AccountId account, String user) throws ProtocolException, IOException {
        var line = new ImapLine(ImapLine.connected("127.0.0.1", settings.imapPort(), 5_000, 120_000));
        try {
            line.authplain(null, user, passes.issue(account));
            line.capability(); // those of a session, among them that it adds up sizes
            return line;
        } catch (ProtocolException refused) {
            line.disconnect();
            throw refused;
        }
    }

    private boolean isNew(AccountId account) {
        return !Files.isDirectory(home(account).resolve("mdbox/mailboxes").resolve(FIRST_FOLDERS.getLast()));
    }

    /**
     * Has Dovecot make the folders that every mailbox has. When a delivery makes them at the same moment, Dovecot 2.3 takes the locks of
     * the two for a deadlock and ends the session; the next one finds them.
     *
     * @return whether the session lived
     */
    private static boolean made(ImapLine line) throws ProtocolException {
        for (var folder : FIRST_FOLDERS)
            try {
                line.status(folder, new String[] {"MESSAGES"});
            } catch (ConnectionException ended) {
                line.disconnect();
                return false;
            } catch (CommandFailedException deletedByItsHolder) {
                continue;
            }
        return true;
    }

    @Override
    public void disconnect(AccountId account) {
        doveadm.call("kick", Map.of("mask", List.of(user(account))), Doveadm.NOTHING);
    }

    /** The folder goes last and whole: indexes keep headers of messages that are gone. */
    @Override
    public void erase(AccountId account) {
        var user = user(account);
        disconnect(account);
        doveadm.call("expunge", Map.of("user", user, "query", List.of("mailbox", "*", "all")), Doveadm.NOTHING);
        doveadm.call("purge", Map.of("user", user), Doveadm.NOTHING);
        MailHomes.delete(home(account));
    }

    private Path home(AccountId account) {
        return settings.folder().toAbsolutePath().resolve(account.toString());
    }

    /** Soon after what they began with was withdrawn. A server that is down has no session open. */
    @TransactionalEventListener
    void endSessions(Withdrawn withdrawn) {
        if (!settings.enabled()) return;
        try {
            disconnect(withdrawn.account());
        } catch (Unavailable down) {
            LOG.warn("the sessions of mailbox {} could not be ended: {}", withdrawn.account(), down.getMessage());
        }
    }

    private String user(AccountId account) {
        return accounts.find(account).orElseThrow().address().key();
    }
}
