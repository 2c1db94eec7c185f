package fr.balise.mailbox.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.kernel.NationalPersonId;
import fr.balise.mailbox.lifecycle.AutoReply.Fate;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailStore;
import fr.balise.portal.supervisor.Instance.MailPort;
import fr.balise.testing.MailTalk;
import java.io.IOException;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The holder's own filters through ManageSieve: they work, and they cannot undo what the system decided. */
@NullUnmarked
class SieveEngineTests extends PeopleAtTheEngine {
    @Autowired
    JdbcClient jdbc;

    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final String FILES = "require [\"fileinto\", \"mailbox\"]; fileinto :create \"Tri\";";

    private Someone someone() {
        return someone("sieve" + NUMBERS.incrementAndGet());
    }

    private MailTalk sieve(Someone who) throws IOException {
        var talk = MailTalk.sieve(engine.port(MailPort.SIEVE));
        assertThat(talk.sieveLogin(who.address(), who.password().secret())).contains("OK");
        return talk;
    }

    private void activates(Someone who, String script) throws IOException {
        try (var sieve = sieve(who)) {
            assertThat(sieve.putScript("mine", script)).startsWith("OK");
            assertThat(sieve.sieve("SETACTIVE \"mine\"")).startsWith("OK");
        }
    }

    private void write(Someone from, Someone to) throws IOException {
        write(from, to, "x");
    }

    private long in(Someone who, String folder) {
        return store.folders(new AccountId(who.id().value())).stream()
                .filter(one -> folder.isEmpty() || one.name().equals(folder))
                .mapToLong(MailStore.Folder::messages)
                .sum();
    }

    private static void await(BooleanSupplier truth) throws InterruptedException {
        for (int i = 0; i < 400 && !truth.getAsBoolean(); i++) Thread.sleep(50);
        assertThat(truth.getAsBoolean()).as("within twenty seconds").isTrue();
    }

    private void depublished(Someone old, Someone active) {
        var reply = new AutoReply(
                MailAddress.parse(active.address()),
                "Plus relevée.",
                "No longer read.",
                Fate.NOT_READ,
                LocalDate.ofInstant(clock.instant(), ZONE),
                null,
                AutoReply.USUAL_DAYS,
                false);
        assertThat(lifecycle.apply(old.id(), new Command.Depublish(reply), By.SYSTEM))
                .isInstanceOf(Decision.Changed.class);
        passwords.make(old.id(), accounts.named(new NationalPersonId("899700700001"), "x"), "again", By.SYSTEM);
    }

    @Test
    void theHoldersFilterIsPutActivatedAndWorks() throws Exception {
        var who = someone();
        activates(who, FILES);
        write(someone(), who);
        await(() -> in(who, "Tri") == 1);
        try (var sieve = sieve(who)) {
            assertThat(sieve.sieve("LISTSCRIPTS")).contains("\"mine\" ACTIVE");
            assertThat(sieve.sieve("SETACTIVE \"\"")).startsWith("OK");
            assertThat(sieve.sieve("DELETESCRIPT \"mine\"")).startsWith("OK");
        }
        write(someone(), who);
        await(() -> in(who, "INBOX") == 1);
    }

    @Test
    void afterTheSystemsReplyTheHoldersFilterGoesOn() throws Exception {
        var old = someone();
        var colleague = someone();
        activates(old, FILES);
        depublished(old, someone());
        write(colleague, old);
        await(() -> in(colleague, "") == 1);
        await(() -> in(old, "Tri") == 1);
    }

    @Test
    void noFilterOfTheHolderSwitchesTheSystemsReplyOffOrAnswersASecondTime() throws Exception {
        for (var script : new String[] {
            "discard; stop;",
            "require [\"reject\"]; reject \"non\";",
            "require [\"vacation\"]; vacation \"Je suis en vacances\";",
            "require [\"imap4flags\"]; setflag \"\\\\Seen\"; keep;"
        }) {
            var old = someone();
            var colleague = someone();
            activates(old, script);
            depublished(old, someone());
            write(colleague, old);
            await(() -> in(colleague, "") >= 1);
            Thread.sleep(1_000);
            assertThat(first(colleague)).as(script).contains(ReplyScript.SUBJECT);
            assertThat(in(colleague, "")).as(script).isEqualTo(1);
        }
    }

    @Test
    void noFilterOfTheHolderTellsOthersByMailWhatCame() throws Exception {
        try (var sieve = sieve(someone())) {
            assertThat(sieve.putScript(
                            "avis",
                            "require [\"enotify\"]; notify :message \"x\" \"mailto:ailleurs@autre.mssante.fr\";"))
                    .startsWith("NO");
            assertThat(sieve.sieve("LISTSCRIPTS")).doesNotContain("avis");
        }
    }

    private Hosted another(Someone who) {
        var owner = lifecycle.find(who.id()).orElseThrow().owner();
        return ((Opening.Opened) openings.open(
                        MailAddress.parse("copie." + who.address()), MailboxType.PER, owner, null, ZONE, By.SYSTEM))
                .mailbox();
    }

    private void copied(Someone old, Hosted active) {
        var reply = new AutoReply(
                active.address(),
                "Copiée.",
                "Copied.",
                Fate.COPIED,
                LocalDate.ofInstant(clock.instant(), ZONE),
                null,
                AutoReply.USUAL_DAYS,
                false);
        assertThat(lifecycle.apply(old.id(), new Command.Depublish(reply), By.SYSTEM))
                .isInstanceOf(Decision.Changed.class);
        passwords.make(old.id(), accounts.named(new NationalPersonId("899700700001"), "x"), "again", By.SYSTEM);
    }

    private long messages(Hosted mailbox) {
        return store.folders(new AccountId(mailbox.id().value())).stream()
                .mapToLong(MailStore.Folder::messages)
                .sum();
    }

    @Test
    void theCopyThatThePolicyAllowsStillLeaves() throws Exception {
        var old = someone();
        var active = another(old);
        copied(old, active);
        var colleague = someone();
        write(colleague, old);
        await(() -> in(colleague, "") == 1);
        await(() -> messages(active) == 1);
        assertThat(in(old, "")).isEqualTo(1);
    }

    private long told(Someone who) {
        return jdbc.sql("select count(*) from outbox.message where purpose = 'redirect' and recipient = :to")
                .param("to", who.address())
                .query(Long.class)
                .single();
    }

    private long arrived(Someone who) {
        return in(who, "");
    }

    @Test
    void aFilterThatRedirectsToSomebodyElseForwardsNothingAndItsHolderIsToldOnce() throws Exception {
        var other = someone();
        for (var to : new String[] {other.address(), "doctor@peer.mssante.fr", "anne@gmail.example"}) {
            for (var script : new String[] {
                "redirect \"" + to + "\";",
                "require [\"copy\"]; redirect :copy \"" + to + "\";",
                "require [\"fileinto\", \"mailbox\"]; redirect \"" + to + "\"; fileinto :create \"Tri\";",
                "redirect \"" + to + "\"; discard;"
            }) {
                var who = someone();
                activates(who, script);
                write(someone(), who, "un");
                await(() -> arrived(who) >= 1); // in the inbox, and where the filter files it
                await(() -> told(who) == 1);
                var before = arrived(who);
                write(someone(), who, "deux");
                await(() -> arrived(who) > before);
                assertThat(told(who)).as(script).isEqualTo(1);
                assertThat(arrived(other)).as(script).isZero();
            }
        }
    }

    @Test
    void aFilterMayRedirectToAnotherMailboxOfTheSameHolder() throws Exception {
        var who = someone();
        var active = another(who);
        activates(who, "redirect \"" + active.address() + "\";");
        write(someone(), who);
        await(() -> messages(active) == 1);
        assertThat(arrived(who)).isZero();
        assertThat(told(who)).isZero();
    }

    /** A message without a sender does not tell Postfix whose filter redirects it. */
    @Test
    void noFilterForwardsABounceEither() throws Exception {
        var who = someone();
        var other = someone();
        activates(who, "redirect \"" + other.address() + "\";");
        try (var peer = MailTalk.smtp(
                engine.port(MailPort.MX), engine.data().resolve("certs").resolve("peer"))) {
            assertThat(peer.send("", who.address(), "Subject: rapport\r\n\r\nNom du patient")
                            .getLast())
                    .startsWith("250");
        }
        await(() -> arrived(who) == 1);
        Thread.sleep(1_000);
        assertThat(arrived(other)).isZero();
    }

    @Test
    void whereTheSystemCopiesAFilterCannotSendASecondCopyElsewhere() throws Exception {
        var old = someone();
        var active = another(old);
        var other = someone();
        activates(old, "require [\"copy\"]; redirect :copy \"" + other.address() + "\";");
        copied(old, active);
        write(someone(), old);
        await(() -> messages(active) == 1);
        await(() -> arrived(old) == 1);
        Thread.sleep(500);
        assertThat(arrived(other)).isZero();
    }

    private String first(Someone who) throws IOException {
        try (var imap = MailTalk.imap(engine.port(MailPort.IMAP))) {
            imap.imap("LOGIN " + who.address() + " " + who.password().secret());
            imap.imap("SELECT INBOX");
            return imap.imap("FETCH 1:* BODY.PEEK[HEADER.FIELDS (SUBJECT)]");
        }
    }

    @Test
    void theSystemsScriptIsNeitherSeenNorTakenAwayThroughManageSieve() throws Exception {
        var old = someone();
        depublished(old, someone());
        try (var sieve = sieve(old)) {
            assertThat(sieve.sieve("LISTSCRIPTS")).isEqualTo("OK \"Listscripts completed.\"");
            assertThat(sieve.sieve("GETSCRIPT \"system\"")).startsWith("NO");
            assertThat(sieve.sieve("DELETESCRIPT \"system\"")).startsWith("NO");
            assertThat(sieve.putScript("system", "keep;")).startsWith("OK");
            assertThat(sieve.sieve("SETACTIVE \"system\"")).startsWith("OK");
        }
        var colleague = someone();
        write(colleague, old);
        await(() -> in(colleague, "") == 1);
    }

    @Test
    void aScriptThatIsWrongOrTooLargeIsRefusedAndTheOldOneStays() throws Exception {
        var who = someone();
        activates(who, FILES);
        try (var sieve = sieve(who)) {
            for (var wrong : new String[] {
                "if header", "require \"no-such-thing\"; keep;", "fileinto \"x\";", "\u0000", "keep", "redirect 7;"
            }) assertThat(sieve.putScript("mine", wrong)).as(wrong).startsWith("NO");
        }
        // What is far too large ends the connection, and nothing else.
        try (var sieve = sieve(who)) {
            assertThat(sieve.putScript("mine", "# " + "x".repeat(300_000) + "\r\nkeep;"))
                    .doesNotStartWith("OK");
        } catch (IOException ended) {
            assertThat(ended).isNotNull();
        }
        try (var sieve = sieve(who)) {
            assertThat(sieve.sieve("LISTSCRIPTS")).contains("\"mine\" ACTIVE");
        }
        write(someone(), who);
        await(() -> in(who, "Tri") == 1);
    }

    @Test
    void scriptsHaveALimit() throws Exception {
        var who = someone();
        try (var sieve = sieve(who)) {
            var last = "";
            for (int i = 0; i < 40 && !last.startsWith("NO"); i++) last = sieve.putScript("s" + i, "keep;");
            assertThat(last).startsWith("NO").contains("QUOTA/MAXSCRIPTS");
        }
    }
}
