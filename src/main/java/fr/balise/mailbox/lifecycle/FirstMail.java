package fr.balise.mailbox.lifecycle;

import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.Activity;
import fr.balise.mailstore.MailAccounts;
import fr.balise.mailstore.MailActivity;
import fr.balise.mailstore.MailStore;
import fr.balise.mailstore.MailStore.Folder;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/** The mail that mailboxes of a demo begin with, and its end when the demo starts over. Exists in demos alone. */
@Service
@Profile("demo")
public class FirstMail {
    private final MailStore store;
    private final MailAccounts accounts;
    private final MailActivity activity;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ErasureJournal journal;

    FirstMail(
            MailStore store,
            MailAccounts accounts,
            MailActivity activity,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            ErasureJournal journal) {
        this.store = store;
        this.accounts = accounts;
        this.activity = activity;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.journal = journal;
    }

    /** @param id its Message-ID, with angle brackets */
    public record Letter(String id, String folder, Set<String> flags, Instant received, byte[] octets) {}

    /**
     * Puts what is not there yet, so that it can be cut off and begun again.
     *
     * @param goOn asked before each letter
     * @return whether all of it is there now
     */
    public boolean put(MailboxId mailbox, Stream<Letter> letters, BooleanSupplier goOn) {
        try (var open = store.open(account(mailbox))) {
            var there = new HashSet<String>();
            for (var folder : open.folders())
                open.list(
                        folder.name(),
                        0,
                        message -> there.add(String.valueOf(message.head().messageId())));
            for (var each = letters.iterator(); each.hasNext(); ) {
                if (!goOn.getAsBoolean()) return false;
                var letter = each.next();
                if (there.add(letter.id()))
                    open.append(
                            letter.folder(),
                            letter.flags(),
                            letter.received(),
                            letter.octets().length,
                            new ByteArrayInputStream(letter.octets()));
            }
            return true;
        }
    }

    /**
     * Notes, for each day on which one of the messages arrived that are unread now, how many of them there were: what the mailbox itself
     * can say of the time before it was counted. Can be repeated.
     */
    public void rememberUnread(Hosted mailbox, LocalDate today) {
        var account = account(mailbox.id());
        var days = new ArrayList<LocalDate>();
        try (var open = store.open(account)) {
            open.list("INBOX", 0, message -> {
                if (!message.seen()) days.add(LocalDate.ofInstant(message.received(), mailbox.zone()));
            });
        }
        var past = waiting(days, today);
        transaction.executeWithoutResult(
                _ -> past.forEach((day, unread) -> activity.rememberUnread(account, day, unread)));
    }

    /** @param arrived a day for each message; those before the days that are kept count on the first of these. Pure. */
    static SortedMap<LocalDate, Activity.Waiting> waiting(Collection<LocalDate> arrived, LocalDate today) {
        var first = today.minusDays(Activity.KEPT - 1L);
        var past = new TreeMap<LocalDate, Activity.Waiting>();
        int messages = 0;
        for (var day : arrived.stream().sorted().toList()) {
            var oldest = past.isEmpty() ? day : past.firstEntry().getValue().oldest();
            past.put(day.isBefore(first) ? first : day, new Activity.Waiting(++messages, oldest));
        }
        return past;
    }

    /** Makes its room what it holds now: it is full to the last octet. */
    public void fill(MailboxId mailbox) {
        var held = store.folders(account(mailbox)).stream()
                .map(Folder::size)
                .mapToLong(DataSize::toBytes)
                .sum();
        transaction.executeWithoutResult(_ -> accounts.quota(account(mailbox), DataSize.ofBytes(Math.max(held, 1))));
    }

    /** Erases the mail of every mailbox, before the rows that name them go. */
    public void forgetAll() {
        journal.forget();
        for (var id : jdbc.sql("select id from mailbox.hosted order by id")
                .query(Long.class)
                .list()) {
            var account = new AccountId(id);
            if (accounts.find(account).isPresent()) store.erase(account);
        }
    }

    private static AccountId account(MailboxId mailbox) {
        return new AccountId(mailbox.value());
    }
}
