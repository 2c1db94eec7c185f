package fr.balise.mailstore;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.kernel.MailAddress;
import fr.balise.mailstore.Activity.Waiting;
import fr.balise.mailstore.MailActivity.Kind;
import fr.balise.mailstore.MailPasswords.Rights;
import fr.balise.portal.supervisor.EngineForTests;
import fr.balise.portal.supervisor.Instance.MailPort;
import fr.balise.testing.EngineTest;
import fr.balise.testing.FreshEngine;
import fr.balise.testing.MailTalk;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** On the real servers: an event that never reached Balise is noticed by looking at the inbox itself, and makes days unknown. */
@NullUnmarked
@EngineTest
class InboxLooksEngineTests {
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final String PEER = "doctor@peer.mssante.fr";

    @Autowired
    EngineForTests engine;

    @Autowired
    MailAccounts accounts;

    @Autowired
    MailPasswords passwords;

    @Autowired
    UnreadCounts unread;

    @Autowired
    MailActivity activity;

    @Autowired
    Doveadm doveadm;

    @Autowired
    MailStore store;

    @Autowired
    JdbcClient jdbc;

    private record Someone(AccountId id, String address, String password) {}

    private Someone who;

    @BeforeEach
    void someone() {
        var address = "looked" + NUMBERS.incrementAndGet() + "@" + FreshEngine.DOMAIN;
        var id = EngineTest.Ids.next();
        assertThat(accounts.open(id, MailAddress.parse(address))).isInstanceOf(Opening.Opened.class);
        who = new Someone(
                id, address, passwords.issue(id, 1, "test", Rights.HOLDER).secret());
    }

    private void deliver() throws IOException {
        try (var peer = MailTalk.smtp(
                engine.port(MailPort.MX), engine.data().resolve("certs").resolve("peer"))) {
            assertThat(peer.send(PEER, who.address(), "Subject: " + NUMBERS.incrementAndGet() + "\r\n\r\nBonjour")
                            .getLast())
                    .startsWith("250");
        }
    }

    private static void await(BooleanSupplier truth) {
        for (int i = 0; i < 400 && !truth.getAsBoolean(); i++)
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        assertThat(truth.getAsBoolean()).as("within twenty seconds").isTrue();
    }

    private void delivered() throws IOException {
        int before = received();
        deliver();
        await(() -> received() == before + 1);
    }

    private int received() {
        return activity().days().stream()
                .mapToInt(day -> day.count(Kind.RECEIVED))
                .sum();
    }

    private Activity activity() {
        var address = MailAddress.parse(who.address());
        return activity.of(List.of(address)).get(address.key());
    }

    /** The daily look, so long after now. */
    private void look(Duration later) {
        InstantSource then = () -> Instant.now().plus(later);
        new InboxLooks(jdbc, doveadm, unread, then).round();
    }

    /** As if none of the events since that look had reached Balise. */
    private void eventsAreLost() {
        jdbc.sql("delete from mailstore.activity where account = :id")
                .param("id", who.id().value())
                .update();
        jdbc.sql("update mailstore.unread set session_at = base_at - interval '1 second' where account = :id")
                .param("id", who.id().value())
                .update();
    }

    /** Looks are made ahead of the time of the servers: what they do next comes after. */
    private void theLastLookWas(Duration ahead) {
        jdbc.sql("update mailstore.unread set base_at = base_at - make_interval(secs => :ahead) where account = :id")
                .param("ahead", ahead.toSeconds())
                .param("id", who.id().value())
                .update();
    }

    private List<LocalDate> untold() {
        return jdbc.sql("select day from mailstore.untold where account = :id order by day")
                .param("id", who.id().value())
                .query(LocalDate.class)
                .list();
    }

    private void marksAsRead() throws IOException {
        try (var imap = MailTalk.imap(engine.port(MailPort.IMAP))) {
            imap.imap("LOGIN " + who.address() + " " + who.password());
            imap.imap("SELECT INBOX");
            assertThat(imap.imap("STORE 1:* +FLAGS (\\Seen)")).contains("OK");
            imap.imap("LOGOUT");
        }
        await(() -> {
            unread.round();
            return activity().unread().messages() == 0;
        });
    }

    @Test
    void unreadMessagesOfEachDayAreKeptWithTheDayOfTheOldest() throws IOException {
        delivered();
        delivered();
        unread.round();
        var today = activity().today();
        assertThat(activity().days().getLast().waiting()).isEqualTo(new Waiting(2, today));
        activity.rememberUnread(who.id(), today.minusDays(1), new Waiting(5, today.minusDays(40)));
        activity.remember(who.id(), today.minusDays(3), java.util.Map.of(Kind.RECEIVED, 1));
        assertThat(activity().days())
                .extracting(Activity.Day::waiting)
                .containsExactly(null, null, new Waiting(5, today.minusDays(40)), new Waiting(2, today));
    }

    @Test
    void whereAllWasToldNothingIsUnknownNotEvenAfterAPurge() throws IOException {
        delivered();
        look(Duration.ofMinutes(10));
        delivered();
        doveadm.call("purge", java.util.Map.of("user", who.address()), Doveadm.NOTHING);
        look(Duration.ofHours(25));
        assertThat(untold()).isEmpty();
        theLastLookWas(Duration.ofHours(25));
        marksAsRead();
        look(Duration.ofHours(50));
        assertThat(untold()).isEmpty();
        assertThat(activity().days()).noneMatch(Activity.Day::unknown);
    }

    @Test
    void messagesWhoseArrivalWasLostAreCountedAfterwardsAndTheDaysBecomeUnknown() throws IOException {
        delivered();
        look(Duration.ofMinutes(10));
        delivered();
        delivered();
        eventsAreLost();
        var today = activity().today();
        look(Duration.ofHours(25));
        assertThat(received())
                .as("the two that came since the look, and the one before it")
                .isEqualTo(3);
        assertThat(untold()).startsWith(today).contains(today.plusDays(1));
        assertThat(activity().days().getLast().unknown()).isTrue();
        assertThat(activity().lastGap()).contains(today);
        look(Duration.ofHours(50));
        assertThat(received()).isEqualTo(3);
    }

    @Test
    void messagesThatWereDeletedBeforeAnybodyLookedAreCountedAllTheSame() throws IOException {
        delivered();
        look(Duration.ofMinutes(10));
        delivered();
        delivered();
        delivered();
        try (var imap = MailTalk.imap(engine.port(MailPort.IMAP))) {
            imap.imap("LOGIN " + who.address() + " " + who.password());
            imap.imap("SELECT INBOX");
            assertThat(imap.imap("STORE 2:3 +FLAGS (\\Deleted)")).contains("OK");
            assertThat(imap.imap("EXPUNGE")).contains("OK");
            imap.imap("LOGOUT");
        }
        eventsAreLost();
        var today = activity().today();
        look(Duration.ofHours(25));
        assertThat(received())
                .as("one is there, two are gone, and the one before the look")
                .isEqualTo(4);
        assertThat(untold()).startsWith(today);
        look(Duration.ofHours(50));
        assertThat(received()).isEqualTo(4);
    }

    @Test
    void aReadingWhoseEventsWereLostLeavesItsDaysUnknownNeverUnused() throws IOException {
        delivered();
        look(Duration.ofMinutes(10));
        marksAsRead();
        eventsAreLost();
        jdbc.sql("delete from mailstore.last_login where username = :user")
                .param("user", who.address())
                .update();
        var today = activity().today();
        look(Duration.ofHours(25));
        assertThat(activity().lastUse()).isEmpty();
        assertThat(untold()).contains(today);
        assertThat(activity().lastGap()).contains(today);
    }

    @Test
    void aLoginThatDovecotWroteDownAndNobodyCountedIsCounted() throws IOException {
        delivered();
        look(Duration.ofMinutes(10));
        marksAsRead();
        eventsAreLost();
        look(Duration.ofHours(25));
        assertThat(activity().days().getLast().count(Kind.IMAP)).isEqualTo(1);
        assertThat(activity().days()).noneMatch(Activity.Day::unknown);
    }

    @Test
    void whatBaliseItselfDoesInAMailboxIsNoMystery() throws IOException {
        delivered();
        look(Duration.ofMinutes(10));
        store.append(who.id(), "INBOX", "Subject: x\r\n\r\nx".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        await(() -> jdbc.sql("select coalesce(session_at > base_at - interval '10 minutes', false)"
                        + " from mailstore.unread where account = :id")
                .param("id", who.id().value())
                .query(Boolean.class)
                .single());
        theLastLookWas(Duration.ofMinutes(10));
        look(Duration.ofHours(25));
        assertThat(untold()).isEmpty();
    }

    @Test
    void aMailboxThatHoldsNothingCostsOneQuestionADay() {
        look(Duration.ofMinutes(10));
        assertThat(jdbc.sql("select count(*) from mailstore.unread where account = :id")
                        .param("id", who.id().value())
                        .query(Long.class)
                        .single())
                .isZero();
    }
}
