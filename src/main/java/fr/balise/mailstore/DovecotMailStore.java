package fr.balise.mailstore;

import fr.balise.mailstore.PasswordStore.Withdrawn;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;

/** Mailboxes in Dovecot, through its administration. */
@Service
class DovecotMailStore implements MailStore {
    private static final Logger LOG = LoggerFactory.getLogger(DovecotMailStore.class);

    private final Doveadm doveadm;
    private final MailAccounts accounts;
    private final MailstoreSettings settings;

    DovecotMailStore(Doveadm doveadm, MailAccounts accounts, MailstoreSettings settings) {
        this.doveadm = doveadm;
        this.accounts = accounts;
        this.settings = settings;
    }

    @Override
    public List<Folder> folders(AccountId account) {
        var rows = doveadm.call(
                "mailboxStatus",
                Map.of(
                        "user",
                        user(account),
                        "field",
                        List.of("messages", "unseen", "vsize"),
                        "mailboxMask",
                        List.of("*")),
                Doveadm.NOTHING);
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new Folder(
                        row.path("mailbox").asString(),
                        number(row, "messages"),
                        number(row, "unseen"),
                        DataSize.ofBytes(number(row, "vsize"))))
                .sorted(Comparator.comparing(Folder::name))
                .toList();
    }

    /** Doveadm writes numbers as text. */
    private static long number(JsonNode row, String field) {
        return Long.parseLong(row.path(field).asString("0"));
    }

    @Override
    public void append(AccountId account, String folder, byte[] message) {
        var user = user(account);
        if (!folder.equalsIgnoreCase("INBOX"))
            doveadm.call("mailboxCreate", Map.of("user", user, "mailbox", List.of(folder)), Set.of(65, 68, 73));
        doveadm.call(
                "save",
                Map.of("user", user, "mailbox", folder, "file", new String(message, StandardCharsets.UTF_8)),
                Set.of());
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
        MailHomes.delete(settings.folder().toAbsolutePath().resolve(account.toString()));
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
