package fr.balise.mailbox.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.identity.Actor;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.kernel.NationalPersonId;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.InMemoryMailStore;
import fr.balise.mailstore.MailAccounts;
import fr.balise.mailstore.MailActivity;
import fr.balise.mailstore.MailStore;
import fr.balise.mailstore.OpenMailbox.Added;
import fr.balise.testing.EngineTest;
import fr.balise.testing.FreshEngine;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/** What a hosted mailbox holds, in the real Dovecot. */
@NullUnmarked
@EngineTest
class InsidesEngineTests {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    @Autowired
    Openings openings;

    @Autowired
    Lifecycle lifecycle;

    @Autowired
    FirstPasswords passwords;

    @Autowired
    MailAccounts accounts;

    @Autowired
    MailActivity activity;

    @Autowired
    MailStore store;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    ErasureJournal journal;

    private MailboxId opened(String name, String holder) {
        var person = new NationalPersonId(holder);
        var opened = openings.open(
                MailAddress.parse(name + "@" + FreshEngine.DOMAIN),
                MailboxType.PER,
                new Owner.OfPerson(person),
                null,
                ZoneId.of("Europe/Paris"),
                By.SYSTEM);
        assertThat(opened).isInstanceOf(Opening.Opened.class);
        var id = ((Opening.Opened) opened).mailbox().id();
        passwords.make(id, new Actor(1, "Test", person, Set.of()), "Test", By.SYSTEM); // brings the engine in line
        return id;
    }

    @Test
    void tenThousandMessagesAreCountedWhileAPersonWaits() {
        var id = opened("counted", "899700000019");
        var account = new AccountId(id.value());
        accounts.quota(account, DataSize.ofMegabytes(500));
        fill(account);
        lifecycle.inside(id); // as after a delivery, the index is there
        long from = System.nanoTime();
        long work = THREADS.getCurrentThreadCpuTime();
        var inside = lifecycle.inside(id).orElseThrow();
        var took = Duration.ofNanos(System.nanoTime() - from);
        assertThat(inside.messages()).isEqualTo(10_000);
        assertThat(inside.unread()).isEqualTo(10_000);
        assertThat(inside.unreadDocuments()).isEqualTo(5_000);
        assertThat(inside.unproven()).isEqualTo(5_000);
        assertThat(inside.stillWriting()).isEqualTo(20);
        // Our own part; how long the server takes depends on what else the machine does.
        var own = Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - work);
        System.out.println("10,000 messages counted in " + took.toMillis() + " ms, of them ours " + own.toMillis());
        assertThat(own).isLessThan(Duration.ofSeconds(3));
        assertThat(took).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void theFirstMailOfAMailboxIsPutOnceHoweverOftenItIsBegunAndCanFillItToTheLastOctet() {
        var id = opened("first", "899700000027");
        var account = new AccountId(id.value());
        var mail = new FirstMail(store, accounts, activity, jdbc, transaction, journal);
        var letters = IntStream.range(0, 5)
                .mapToObj(i -> new FirstMail.Letter(
                        "<" + i + "@first.example>",
                        i == 4 ? "Trash" : "INBOX",
                        Set.of("\\Seen"),
                        Instant.now(),
                        InMemoryMailStore.message(
                                "From: <a@peer.mssante.fr>", "Message-ID: <" + i + "@first.example>", "", "x")))
                .toList();
        var asked = new AtomicInteger();
        assertThat(mail.put(id, letters.stream(), () -> asked.incrementAndGet() < 3))
                .isFalse();
        assertThat(mail.put(id, letters.stream(), () -> true)).isTrue();
        assertThat(mail.put(id, letters.stream(), () -> true)).isTrue();
        assertThat(lifecycle.inside(id).orElseThrow().messages()).isEqualTo(5);
        mail.fill(id);
        assertThat(accounts.usage(account).orElseThrow().fullSince()).isNotNull();
        mail.forgetAll();
        assertThat(lifecycle.inside(id).orElseThrow().messages()).isZero();
    }

    /** Some by hand; the server copies the rest. */
    private void fill(AccountId account) {
        try (var mailbox = store.open(account)) {
            var uids = new ArrayList<Long>();
            for (int i = 0; i < 1_250; i++) {
                var octets = InMemoryMailStore.message(
                        "From: <writer" + i % 20 + "@peer.mssante.fr>",
                        "Subject: Message " + i,
                        "MIME-Version: 1.0",
                        i % 2 == 0 ? "Content-Type: application/pdf; name=cr.pdf" : "Content-Type: text/plain",
                        "",
                        "octets ".repeat(100));
                var added = mailbox.append(
                        "INBOX",
                        Set.of(),
                        Instant.now().minus(Duration.ofDays(i % 80)),
                        octets.length,
                        new ByteArrayInputStream(octets));
                uids.add(((Added.Stored) added).uid().orElseThrow());
            }
            for (int i = 0; i < 7; i++) mailbox.copy("INBOX", uids, "INBOX");
        }
    }
}
