package fr.balise.mailstore;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import fr.balise.kernel.MailAddress;
import fr.balise.mailstore.MailPasswords.Rights;
import fr.balise.portal.supervisor.EngineForTests;
import fr.balise.portal.supervisor.Instance.MailPort;
import fr.balise.testing.EngineTest;
import fr.balise.testing.FreshEngine;
import fr.balise.testing.MailTalk;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Names that are typed at the real Dovecot, by somebody who has a mailbox, to get into another one or to break something. */
@NullUnmarked
@EngineTest
class HostileLoginEngineTests {
    private static final int OF_EACH_CLASS = 28;

    /** Below what the server lets log in at the same time. */
    private static final int AT_ONCE = 80;

    private static final String LINE = "\\w{3} +\\d+ \\d\\d:\\d\\d:\\d\\d [a-z-]+.*";

    @Autowired
    EngineForTests engine;

    @Autowired
    MailAccounts accounts;

    @Autowired
    MailPasswords passwords;

    @Autowired
    MailStore store;

    @Autowired
    JdbcClient jdbc;

    private final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refused = new AtomicInteger();

    private record Someone(AccountId id, String address, String secret) {}

    private Someone someone(String name) {
        var address = name + "@" + FreshEngine.DOMAIN;
        var id = EngineTest.Ids.next();
        assertThat(accounts.open(id, MailAddress.parse(address))).isInstanceOf(Opening.Opened.class);
        var letter = "From: <a@peer.mssante.fr>\r\nSubject: x\r\n\r\nx\r\n".getBytes(StandardCharsets.US_ASCII);
        try (var open = store.open(id)) {
            open.append("INBOX", Set.of(), Instant.now(), letter.length, new ByteArrayInputStream(letter));
        }
        return new Someone(
                id, address, passwords.issue(id, 1, "test", Rights.HOLDER).secret());
    }

    @Test
    void noNameOpensAnotherMailboxChangesAnythingOrStopsTheServer() throws Exception {
        long seed = new SecureRandom().nextLong();
        IO.println("hostile logins: seed " + seed);
        var own = someone("own-" + HostileLogins.MARK);
        var other = someone("other-" + HostileLogins.MARK);
        serves(own);
        serves(other);
        var before = state(own, other);
        var log = new ListAppender<ILoggingEvent>();
        log.list = Collections.synchronizedList(new ArrayList<>());
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        log.start();
        root.addAppender(log);
        int inputs;
        try {
            inputs = sayAll(new HostileLogins(own.address(), own.secret(), other.address()), new Random(seed));
        } finally {
            root.detachAppender(log);
        }
        assertThat(faults).as("seed " + seed).isEmpty();
        assertThat(inputs).isGreaterThanOrEqualTo(1_000);
        assertThat(refused).as("names that were looked at, not only cut off").hasValueGreaterThan(inputs / 2);
        assertThat(state(own, other)).isEqualTo(before);
        assertThat(List.copyOf(log.list))
                .extracting(ILoggingEvent::getFormattedMessage)
                .noneMatch(line -> line.contains(HostileLogins.MARK))
                .noneMatch(line -> line.chars().anyMatch(c -> c < ' ' && c != '\t'));
        assertThat(engine.logs().lines().filter(line -> line.contains(HostileLogins.MARK)))
                .as("lines of Dovecot's log stay lines, with nothing that a terminal obeys")
                .allMatch(line -> line.matches(LINE))
                .noneMatch(line -> line.chars().anyMatch(c -> c < ' ' && c != '\t' || c == 0x7f));
        serves(own);
        serves(other);
    }

    private int sayAll(HostileLogins logins, Random random) {
        int inputs = 0;
        var turns = new Semaphore(AT_ONCE);
        try (var speakers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var kind : logins.classes().entrySet())
                for (int i = 0; i < OF_EACH_CLASS; i++) {
                    var octets = kind.getValue().apply(random);
                    var from = "127.2." + inputs / 250 + "." + (1 + inputs % 250);
                    inputs++;
                    speakers.submit(() -> {
                        turns.acquireUninterruptibly();
                        try {
                            say(kind.getKey(), octets, from);
                        } finally {
                            turns.release();
                        }
                    });
                }
        }
        return inputs;
    }

    /** Each from a place of its own, as otherwise the server makes the next one wait longer and longer. */
    private void say(String kind, byte[] octets, String from) {
        try (var talk = MailTalk.imapFrom(from, engine.port(MailPort.IMAP))) {
            var answer = talk.allAnswers(octets, "\r\nz9 LOGOUT\r\n");
            var lines = answer.lines().toList();
            if (lines.stream().anyMatch(line -> line.matches("(?i)" + HostileLogins.TAG + " OK.*")))
                faults.add(kind + ": let in");
            if (answer.contains("SERVERBUG") || answer.contains("UNAVAILABLE"))
                faults.add(kind + ": an error of the server: " + answer);
            if (answer.contains(HostileLogins.TAG + " NO ")) refused.incrementAndGet();
            if (!lines.isEmpty() && lines.stream().noneMatch(line -> line.matches("(\\S+ (NO|BAD|BYE)\\b.*)")))
                faults.add(kind + ": neither refused nor cut off: " + answer);
        } catch (IOException e) {
            faults.add(kind + ": " + e);
        }
    }

    private void serves(Someone who) throws IOException {
        try (var imap = MailTalk.imap(engine.port(MailPort.IMAP))) {
            assertThat(imap.imap("LOGIN " + who.address() + " " + who.secret())).contains("OK");
            assertThat(imap.imap("SELECT INBOX")).contains("* 1 EXISTS");
        }
    }

    /** Everything that a login could change, of everybody; the day's count of logins apart, which may come late. */
    private List<String> state(Someone... people) throws IOException {
        var state = new ArrayList<String>();
        for (var table : List.of("account", "password", "last_login", "sieve", "alias"))
            state.add(table + " "
                    + jdbc.sql("select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '')"
                                    + " from mailstore." + table + " t")
                            .query(String.class)
                            .single());
        for (var who : people)
            try (var open = store.open(who.id())) {
                for (var folder : open.folders())
                    open.list(
                            folder.name(),
                            0,
                            message -> state.add(who.id() + " " + folder.name() + " " + message.uid() + " "
                                    + new TreeSet<>(message.flags())));
            }
        try (var homes = Files.list(engine.data().resolve("mail"))) {
            var known = Set.copyOf(jdbc.sql("select id::text from mailstore.account")
                    .query(String.class)
                    .list());
            // The home of a mailbox is made when somebody first looks inside: that may be now.
            homes.map(home -> home.getFileName().toString())
                    .filter(home -> !known.contains(home))
                    .sorted()
                    .forEach(state::add);
        }
        return state;
    }
}
