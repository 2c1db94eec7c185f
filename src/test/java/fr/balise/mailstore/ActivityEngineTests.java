package fr.balise.mailstore;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.kernel.MailAddress;
import fr.balise.mailstore.MailActivity.Kind;
import fr.balise.mailstore.MailPasswords.Rights;
import fr.balise.portal.supervisor.EngineForTests;
import fr.balise.portal.supervisor.Instance.MailPort;
import fr.balise.testing.EngineTest;
import fr.balise.testing.FreshEngine;
import fr.balise.testing.MailTalk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What counts as use of a mailbox, by each protocol, on the real servers; and what does not. */
@NullUnmarked
@EngineTest
class ActivityEngineTests {
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final String PEER = "doctor@peer.mssante.fr";

    @Autowired
    EngineForTests engine;

    @Autowired
    MailAccounts accounts;

    @Autowired
    MailActivity activity;

    @Autowired
    MailPasswords passwords;

    @Autowired
    UnreadCounts unread;

    private record Someone(AccountId id, String address, String password) {}

    private Someone someone() {
        var address = "used" + NUMBERS.incrementAndGet() + "@" + FreshEngine.DOMAIN;
        var id = EngineTest.Ids.next();
        assertThat(accounts.open(id, MailAddress.parse(address))).isInstanceOf(Opening.Opened.class);
        return new Someone(
                id, address, passwords.issue(id, 1, "test", Rights.HOLDER).secret());
    }

    private Activity activity(Someone who) {
        var address = MailAddress.parse(who.address());
        return activity.of(List.of(address)).get(address.key());
    }

    /** Everything that was counted of this mailbox, by kind. */
    private Map<Kind, Integer> counted(Someone who) {
        var sums = new EnumMap<Kind, Integer>(Kind.class);
        for (var day : activity(who).days()) day.counts().forEach((kind, n) -> sums.merge(kind, n, Integer::sum));
        return sums;
    }

    private void comesTo(Someone who, Map<Kind, Integer> expected) {
        await(() -> counted(who).equals(expected), () -> counted(who) + ", not " + expected);
    }

    /** What is still under way shows within this time. */
    private static void settle() throws InterruptedException {
        Thread.sleep(1_500);
    }

    private static void await(BooleanSupplier truth, java.util.function.Supplier<String> otherwise) {
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!truth.getAsBoolean()) {
            assertThat(System.nanoTime()).as(otherwise).isLessThan(until);
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void deliver(Someone to) throws IOException {
        try (var peer = MailTalk.smtp(
                engine.port(MailPort.MX), engine.data().resolve("certs").resolve("peer"))) {
            assertThat(peer.send(PEER, to.address(), message()).getLast()).startsWith("250");
        }
    }

    private static String message() {
        return "From: <" + PEER + ">\r\nSubject: test " + NUMBERS.incrementAndGet() + "\r\n\r\nBonjour";
    }

    @Test
    void aLoginByImapWithStarttlsCounts() throws IOException {
        var who = someone();
        try (var imap = MailTalk.imap(engine.port(MailPort.IMAP))) {
            assertThat(imap.imap("LOGIN " + who.address() + " " + who.password()))
                    .contains("OK");
        }
        comesTo(who, Map.of(Kind.IMAP, 1));
        assertThat(activity(who).lastUse()).contains(activity(who).today());
    }

    @Test
    void aLoginByImapsCounts() throws IOException {
        var who = someone();
        try (var imap = MailTalk.imaps(engine.port(MailPort.IMAPS))) {
            assertThat(imap.imap("LOGIN " + who.address() + " " + who.password()))
                    .contains("OK");
        }
        comesTo(who, Map.of(Kind.IMAP, 1));
    }

    @Test
    void aLoginWithATokenCounts() throws IOException {
        var who = someone();
        var token = "user=" + who.address() + "\u0001auth=Bearer token of "
                + who.address().replaceFirst("@.*", "") + "\u0001\u0001";
        try (var imap = MailTalk.imap(engine.port(MailPort.IMAP))) {
            assertThat(imap.imap("AUTHENTICATE XOAUTH2 "
                            + Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.US_ASCII))))
                    .contains("OK");
        }
        comesTo(who, Map.of(Kind.IMAP, 1));
    }

    @Test
    void aRefusedLoginDoesNotCount() throws Exception {
        var who = someone();
        try (var imap = MailTalk.imap(engine.port(MailPort.IMAP))) {
            assertThat(imap.imap("LOGIN " + who.address() + " wrong")).contains("NO");
        }
        settle();
        assertThat(counted(who)).isEmpty();
        assertThat(activity(who).lastUse()).isEmpty();
    }

    @Test
    void aMessageThatIsSentCountsOnceWithItsRecipientsAndADeliveryIsNoUse() throws Exception {
        var who = someone();
        var one = someone();
        var two = someone();
        try (var smtp = MailTalk.smtp(engine.port(MailPort.SUBMISSION), null)) {
            assertThat(smtp.login(who.address(), who.password())).startsWith("235");
            comesTo(who, Map.of(Kind.SUBMISSION, 1));
            assertThat(smtp.smtp("MAIL FROM:<" + who.address() + ">")).startsWith("250");
            assertThat(smtp.smtp("RCPT TO:<" + one.address() + ">")).startsWith("250");
            assertThat(smtp.smtp("RCPT TO:<" + two.address() + ">")).startsWith("250");
            assertThat(smtp.smtp("DATA")).startsWith("354");
            assertThat(smtp.smtp(message() + "\r\n.")).startsWith("250");
        }
        comesTo(who, Map.of(Kind.SUBMISSION, 1, Kind.SENT, 1, Kind.RECIPIENTS, 2));
        comesTo(one, Map.of(Kind.RECEIVED, 1));
        settle();
        assertThat(activity(one).lastUse()).as("what arrives is nobody's use").isEmpty();
        assertThat(activity(who).last(Kind.SENT)).contains(activity(who).today());
    }

    @Test
    void aLoginByManageSieveCounts() throws IOException {
        var who = someone();
        try (var sieve = MailTalk.sieve(engine.port(MailPort.SIEVE))) {
            assertThat(sieve.sieveLogin(who.address(), who.password())).contains("OK");
        }
        comesTo(who, Map.of(Kind.SIEVE, 1));
    }

    @Test
    void aTelephoneThatAsksAndWaitsCountsAsALoginAndReadsNothing() throws Exception {
        var who = someone();
        deliver(who);
        comesTo(who, Map.of(Kind.RECEIVED, 1));
        try (var imap = MailTalk.imap(engine.port(MailPort.IMAP))) {
            imap.imap("LOGIN " + who.address() + " " + who.password());
            assertThat(imap.imap("GETQUOTAROOT INBOX")).contains("OK");
            assertThat(imap.imap("STATUS INBOX (MESSAGES UNSEEN)")).contains("UNSEEN 1");
            imap.imap("SELECT INBOX");
            assertThat(imap.imap("FETCH 1 (UID FLAGS ENVELOPE RFC822.SIZE BODYSTRUCTURE)"))
                    .contains("OK");
            assertThat(imap.imap("FETCH 1 BODY.PEEK[HEADER.FIELDS (SUBJECT FROM DATE)]"))
                    .contains("OK");
            assertThat(imap.imap("IDLE")).startsWith("+");
            settle();
        }
        comesTo(who, Map.of(Kind.RECEIVED, 1, Kind.IMAP, 1));
    }

    @Test
    void aBodyThatIsFetchedIsReadAndTheServersOwnLookIsNot() throws Exception {
        var who = someone();
        deliver(who);
        comesTo(who, Map.of(Kind.RECEIVED, 1));
        unread.round();
        settle();
        assertThat(counted(who)).isEqualTo(Map.of(Kind.RECEIVED, 1));
        assertThat(activity(who).unread()).satisfies(waiting -> {
            assertThat(waiting.messages()).isEqualTo(1);
            assertThat(Duration.between(waiting.oldest(), waiting.countedAt()).abs())
                    .isLessThan(Duration.ofMinutes(1));
        });
        try (var imap = MailTalk.imap(engine.port(MailPort.IMAP))) {
            imap.imap("LOGIN " + who.address() + " " + who.password());
            imap.imap("SELECT INBOX");
            assertThat(imap.imap("FETCH 1 BODY[]")).contains("Bonjour");
        }
        comesTo(who, Map.of(Kind.RECEIVED, 1, Kind.IMAP, 1, Kind.READ, 1));
        assertThat(activity(who).last(Kind.READ)).contains(activity(who).today());
    }

    @Test
    void whatIsMarkedAsReadIsNoLongerUnreadOnceTheSessionEnds() throws Exception {
        var who = someone();
        deliver(who);
        comesTo(who, Map.of(Kind.RECEIVED, 1));
        try (var imap = MailTalk.imap(engine.port(MailPort.IMAP))) {
            imap.imap("LOGIN " + who.address() + " " + who.password());
            comesTo(who, Map.of(Kind.RECEIVED, 1, Kind.IMAP, 1));
            unread.round();
            assertThat(activity(who).unread().messages()).isEqualTo(1);
            imap.imap("SELECT INBOX");
            imap.imap("STORE 1 +FLAGS (\\Seen)");
            imap.imap("LOGOUT");
        }
        await(
                () -> {
                    unread.round();
                    return activity(who).unread().messages() == 0;
                },
                () -> "still unread");
        assertThat(activity(who).unread().oldest()).isNull();
    }

    @Test
    void daysAreThoseOfThePlaceWhereTheMailboxIsUsed() throws IOException {
        var who = someone();
        var farWest = ZoneId.of("Pacific/Tahiti");
        var farEast = ZoneId.of("Pacific/Noumea");
        var days = new java.util.HashSet<LocalDate>();
        for (var zone : List.of(farWest, farEast)) {
            activity.zone(who.id(), zone);
            activity.note(who.id(), Kind.PORTAL);
            assertThat(activity(who).today()).isEqualTo(LocalDate.now(zone));
            days.add(activity(who).today());
        }
        assertThat(activity(who).days().stream().filter(Activity.Day::used).map(Activity.Day::on))
                .containsExactlyInAnyOrderElementsOf(days);
    }

    @Test
    void aMailboxWritesToSoManyADayAndIsToldSo() {
        var who = someone();
        assertThat(activity.noteSent(who.id(), 6, 10)).isTrue();
        assertThat(activity.noteSent(who.id(), 5, 10)).isFalse();
        assertThat(activity.noteSent(who.id(), 4, 10)).isTrue();
        assertThat(activity.noteSent(who.id(), 1, 10)).isFalse();
        assertThat(counted(who)).isEqualTo(Map.of(Kind.SENT, 2, Kind.RECIPIENTS, 10));
    }

    @Test
    void whatIsErasedIsForgotten() {
        var who = someone();
        activity.note(who.id(), Kind.PORTAL);
        accounts.erased(who.id());
        assertThat(activity.of(List.of(MailAddress.parse(who.address())))).isEmpty();
        activity.note(who.id(), Kind.PORTAL);
        assertThat(activity.of(List.of(MailAddress.parse(who.address())))).isEmpty();
    }
}
