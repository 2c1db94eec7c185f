package fr.balise.mailstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.balise.kernel.MailAddress;
import fr.balise.mailstore.MailAccount.Access;
import fr.balise.portal.supervisor.EngineForTests;
import fr.balise.portal.supervisor.Instance.MailPort;
import fr.balise.testing.EngineTest;
import fr.balise.testing.FreshEngine;
import fr.balise.testing.MailTalk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.NoSuchElementException;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

/** Hosted mailboxes, opened by Balise itself in the real Dovecot. */
@NullUnmarked
@EngineTest
class HostedMailboxEngineTests extends OpenMailboxContract {
    @Autowired
    EngineForTests engine;

    @Autowired
    MailAccounts accounts;

    @Autowired
    MailStore store;

    @Autowired
    MailPasswords passwords;

    @Autowired
    InsidePasses passes;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Purging purging;

    @Autowired
    MailstoreSettings settings;

    private AccountId id;
    private String address;

    @Override
    OpenMailbox fresh() {
        id = EngineTest.Ids.next();
        address = "inside" + id + "@" + FreshEngine.DOMAIN;
        accounts.open(id, MailAddress.parse(address));
        accounts.quota(id, DataSize.ofMegabytes(40));
        return store.open(id);
    }

    @Override
    OpenMailbox again() {
        return store.open(id);
    }

    @Test
    void whatBaliseReadsIsNobodysReadingOrLogin() throws Exception {
        store.append(id, "INBOX", plain(1).getBytes(StandardCharsets.UTF_8));
        try (var mailbox = store.open(id)) {
            mailbox.read("INBOX", java.util.List.of(1L), (_, octets) -> octets.readAllBytes());
        }
        Thread.sleep(1_500); // events come a little later
        assertThat(accounts.usage(id).orElseThrow().lastLogin()).isNull();
        assertThat(jdbc.sql("select coalesce(sum(read + imap), 0) from mailstore.activity where account = :id")
                        .param("id", id.value())
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aPassOpensOneMailboxOnceAndOnlyThat() throws IOException {
        var other = EngineTest.Ids.next();
        accounts.open(other, MailAddress.parse("inside" + other + "@" + FreshEngine.DOMAIN));
        assertThat(login(passes.issue(other))).contains("NO");
        var pass = passes.issue(id);
        assertThat(login(pass)).contains("OK");
        assertThat(login(pass)).contains("NO");
        try (var smtp = MailTalk.smtp(engine.port(MailPort.SUBMISSION), null)) {
            assertThat(smtp.login(address, passes.issue(id))).startsWith("535");
        }
    }

    private String login(String secret) throws IOException {
        try (var talk = MailTalk.imap(engine.port(MailPort.IMAP))) {
            return talk.imap("LOGIN " + address + " " + secret);
        }
    }

    @Test
    void whatWasDeletedLeavesTheDiskWithTheNextNightAndTheRestStays() throws IOException {
        var noise = new byte[150_000];
        new java.util.Random(7).nextBytes(noise);
        var body = java.util.Base64.getMimeEncoder().encodeToString(noise);
        for (int n = 1; n <= 20; n++) store.append(id, "INBOX", (plain(n) + body).getBytes(StandardCharsets.UTF_8));
        try (var mailbox = store.open(id)) {
            mailbox.move(
                    "INBOX",
                    java.util.stream.LongStream.rangeClosed(2, 20).boxed().toList(),
                    MailStore.RECOVERABLE + "/1-1");
            mailbox.removeFolder(MailStore.RECOVERABLE + "/1-1");
        }
        assertThat(onDisk()).isGreaterThan(3_000_000);
        purging.night();
        assertThat(onDisk()).isLessThan(1_000_000);
        try (var mailbox = store.open(id)) {
            var left = new java.util.ArrayList<Integer>();
            mailbox.read("INBOX", java.util.List.of(1L), (_, octets) -> left.add(octets.readAllBytes().length));
            assertThat(left)
                    .singleElement()
                    .satisfies(octets -> assertThat(octets).isGreaterThan(150_000));
        }
    }

    private long onDisk() throws IOException {
        try (var files = Files.walk(settings.folder().resolve(id.toString()))) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    @Test
    void aSuspendedMailboxIsReachedAndAnErasedOneIsNot() {
        accounts.access(id, Access.OFF);
        store.append(id, "INBOX", plain(1).getBytes(StandardCharsets.UTF_8));
        assertThat(store.folders(id))
                .anySatisfy(folder -> assertThat(folder.messages()).isEqualTo(1));
        store.erase(id);
        accounts.erased(id);
        assertThatThrownBy(() -> store.open(id)).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void whatCanBeTakenBackDoesNotCountAndIsNobodysButBalises() throws IOException {
        var password =
                passwords.issue(id, 7, "test", MailPasswords.Rights.HOLDER).secret();
        accounts.quota(id, DataSize.ofBytes(1_000));
        for (int n = 1; n <= 10; n++) { // together more than twice the quota
            assertThat(store.append(id, "INBOX", plain(n).getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(OpenMailbox.Added.Stored.class);
            try (var mailbox = store.open(id)) {
                var uids = new java.util.ArrayList<Long>();
                mailbox.list("INBOX", 0, message -> uids.add(message.uid()));
                mailbox.move("INBOX", uids, MailStore.RECOVERABLE + "/1-1");
                assertThat(mailbox.folders())
                        .extracting(MailStore.Folder::name)
                        .noneMatch(name -> name.startsWith(MailStore.RECOVERABLE));
            }
        }
        try (var mailbox = store.open(id)) { // two of them come back, and no place is left behind
            mailbox.move(MailStore.RECOVERABLE + "/1-1", java.util.List.of(1L, 2L), "INBOX");
            mailbox.removeFolder(MailStore.RECOVERABLE + "/1-1");
        }
        store.append(id, "INBOX", plain(2).getBytes(StandardCharsets.UTF_8));
        try (var talk = MailTalk.imap(engine.port(MailPort.IMAP))) {
            assertThat(talk.imap("LOGIN " + address + " " + password)).contains("OK");
            assertThat(talk.imap("LIST \"\" *")).doesNotContain("Recup");
            assertThat(talk.imap("SELECT Recuperable/1-1")).contains("NO ");
            assertThat(talk.imap("SELECT INBOX")).contains("OK");
            assertThat(talk.imap("UID COPY 1:* Recuperable/1-1")).contains("NO ");
        }
    }
}
