package fr.balise.mailbox.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.identity.Actor;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Refusal;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailAccounts;
import fr.balise.testing.FreshEngine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What was erased stays so when an older backup takes the place of the database, at real servers. */
class ErasuresAgainEngineTests extends PeopleAtTheEngine {
    @Autowired
    ErasuresAgain again;

    @Autowired
    ErasureJournal journal;

    @Autowired
    ErasureConflicts conflicts;

    @Autowired
    MailAccounts mail;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Value("${balise.data}")
    Path data;

    /** Closed to the end: asked for so long ago that its day has come. */
    private Someone erased(String name) throws Exception {
        var someone = someone(name);
        waitFor(() -> mail.find(account(someone)).isPresent());
        for (int n = 0; n < 3; n++) store.append(account(someone), "INBOX", letter(n));
        closing(someone);
        assertThat(lifecycle.apply(someone.id(), new Command.Erase(), By.SYSTEM))
                .isInstanceOf(Decision.Changed.class);
        waitFor(() -> isInLine(someone.id()));
        return someone;
    }

    private void closing(Someone someone) {
        jdbc.sql("update mailbox.hosted set state = 'retrieval-only', since = now() - interval '40 days',"
                        + " depublished_at = now() - interval '99 days', depublished_by = 'account:1', depublished_by_name = 'Camille ESSAI',"
                        + " requested_by = 'account:1', requested_by_name = 'Camille ESSAI', earliest_on = :day, erase_on = :day,"
                        + " retrieved_how = 'exported', retrieved_at = now() - interval '41 days', retrieved_by = 'account:1',"
                        + " retrieved_by_name = 'Camille ESSAI' where id = :id")
                .param("day", LocalDate.now(ZONE).minusDays(2))
                .param("id", someone.id().value())
                .update();
    }

    private static byte[] letter(int n) {
        return ("From: <confrere@peer.mssante.fr>\r\nSubject: Lettre " + n + "\r\n\r\nBonjour\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static AccountId account(Someone someone) {
        return new AccountId(someone.id().value());
    }

    private boolean isInLine(MailboxId id) {
        return jdbc.sql("select in_line >= version from mailbox.hosted where id = :id")
                .param("id", id.value())
                .query(Boolean.class)
                .single();
    }

    private interface Truth {
        boolean holds();
    }

    private static void waitFor(Truth truth) throws InterruptedException {
        for (int looks = 0; looks < 300 && !truth.holds(); looks++) Thread.sleep(100);
        assertThat(truth.holds()).isTrue();
    }

    /** As a backup of before the erasure leaves it: rows that know nothing, and the mail. */
    private void olderBackup(Someone someone) {
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("set local session_replication_role = replica").update(); // rows that nothing else may take back
            for (var table : new String[] {"erased_content", "tombstone"}) delete(table, someone.id());
            jdbc.sql("delete from mailbox.hosted_act where hosted = :id and act = 'erase'")
                    .param("id", someone.id().value())
                    .update();
            jdbc.sql("update mailbox.hosted set state = 'active', version = 3, in_line = 3, retrieved_how = null,"
                            + " retrieved_at = null, retrieved_by = null, retrieved_by_name = null where id = :id")
                    .param("id", someone.id().value())
                    .update();
            jdbc.sql("insert into hygiene.taken values (:id, now()) on conflict do nothing")
                    .param("id", someone.id().value())
                    .update();
            jdbc.sql("update mailstore.account set erased_at = null, refusal = null, access = 'open' where id = :id")
                    .param("id", someone.id().value())
                    .update();
        });
        store.append(account(someone), "INBOX", letter(9));
    }

    private void delete(String table, MailboxId id) {
        jdbc.sql("delete from mailbox." + table + " where hosted = :id")
                .param("id", id.value())
                .update();
    }

    private boolean isKnownOf(Someone someone) {
        return jdbc.sql("select exists (select from hygiene.taken where account = :id)")
                .param("id", someone.id().value())
                .query(Boolean.class)
                .single();
    }

    private record Held(long messages, long octets) {}

    private Held held(MailboxId id) {
        return jdbc.sql("select messages, octets from mailbox.erased_content where hosted = :id")
                .param("id", id.value())
                .query(Held.class)
                .single();
    }

    @Test
    void whatAMailboxHeldIsCountedBeforeItGoes() throws Exception {
        var someone = erased("compte.efface");

        assertThat(held(someone.id()).messages()).isEqualTo(3);
        assertThat(held(someone.id()).octets()).isEqualTo(3L * letter(0).length);
        assertThat(journal.has(someone.id())).isTrue();
        assertThat(Files.readString(data.resolve(ErasureJournal.FILE)))
                .as("sealed: no address in clear")
                .doesNotContain("compte.efface", FreshEngine.DOMAIN);
    }

    @Test
    void anErasureIsDoneAgainWhenAnOlderBackupBringsTheMailboxBack() throws Exception {
        var someone = erased("revenu");
        var end = lifecycle.find(someone.id()).orElseThrow().state();
        olderBackup(someone);
        assertThat(lifecycle.find(someone.id()).orElseThrow().state()).isInstanceOf(State.Active.class);

        again.afterSingletonsInstantiated();

        var mailbox = lifecycle.find(someone.id()).orElseThrow();
        assertThat(mailbox.state()).as("as of its first end").isEqualTo(end);
        waitFor(() -> isInLine(someone.id()));
        try {
            assertThat(store.folders(account(someone))).allMatch(folder -> folder.messages() == 0);
        } catch (NoSuchElementException gone) {
            assertThat(gone).isNotNull();
        }
        waitFor(() -> !isKnownOf(someone)); // what was known of its messages
        var writer = someone("ecrivain.revenu");
        waitFor(() -> mail.find(account(writer)).isPresent());
        assertThat(sent(writer, someone)).startsWith("550 5.1.1");
        assertThat(held(someone.id()).messages()).as("what was erased first").isEqualTo(3);
        assertThat(lifecycle.history(someone.id()).stream().map(Happened::act)).contains("erase", "erase-again");

        again.afterSingletonsInstantiated();
        assertThat(lifecycle.find(someone.id()).orElseThrow().version())
                .as("the next start finds nothing to do")
                .isEqualTo(mailbox.version());
    }

    @Test
    void anAddressThatTheOlderBackupNeverKnewIsStillNeverGivenAgain() throws Exception {
        var someone = erased("jamais.connu");
        var owner = lifecycle.find(someone.id()).orElseThrow().owner();
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("set local session_replication_role = replica").update();
            for (var table : new String[] {"erased_content", "tombstone", "hosted_act"}) delete(table, someone.id());
            jdbc.sql("delete from mailbox.hosted where id = :id")
                    .param("id", someone.id().value())
                    .update();
            jdbc.sql("delete from mailstore.account where id = :id")
                    .param("id", someone.id().value())
                    .update();
        });

        again.afterSingletonsInstantiated();

        var opening =
                openings.open(MailAddress.parse(someone.address()), MailboxType.PER, owner, null, ZONE, By.SYSTEM);
        assertThat(opening).isEqualTo(new Opening.Refused(Opening.Why.ERASED));
        assertThat(held(someone.id()).messages()).isEqualTo(3);
        assertThat(someone("plus.tard").id().value()).isGreaterThan(someone.id().value());
    }

    private static final Actor STAFF = new Actor(7, "Inès MARCHAL", null, Set.of(Actor.Role.OPERATOR));

    private List<ErasureConflicts.Conflict> waiting(Someone someone) {
        return ((Outcome.Done<List<ErasureConflicts.Conflict>>) conflicts.open(STAFF))
                .value().stream()
                        .filter(one -> one.erased() == someone.id().value())
                        .toList();
    }

    private List<String> acts(Someone someone) {
        return jdbc.sql("select action from audit.entry where target = :target and action like '%conflict%'"
                        + " or target = :target and action = 'mailbox.erase-again-refused' order by action")
                .param("target", "mailbox:" + someone.id())
                .query((row, _) -> row.getString("action"))
                .list();
    }

    private void giveTo(Someone someone, String owner) {
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("set local session_replication_role = replica").update();
            jdbc.sql("update mailbox.hosted set owner = :owner where id = :id")
                    .param("owner", owner)
                    .param("id", someone.id().value())
                    .update();
        });
    }

    @Test
    void whatStandsUnderAnotherOwnerIsLeftAndStaffSeeItUntilTheySayHowItWasSettled() throws Exception {
        var someone = erased("autre.titulaire");
        var owner = lifecycle.find(someone.id()).orElseThrow().owner().key();
        olderBackup(someone);
        giveTo(someone, "person:899700911111");

        again.afterSingletonsInstantiated();
        again.afterSingletonsInstantiated();

        assertThat(lifecycle.find(someone.id()).orElseThrow().state()).isInstanceOf(State.Active.class);
        assertThat(waiting(someone)).singleElement().satisfies(one -> {
            assertThat(one.address()).isEqualTo(someone.address());
            assertThat(one.standing())
                    .singleElement()
                    .extracting(ErasureConflicts.Standing::common)
                    .isEqualTo(ErasureConflicts.Common.BOTH);
        });
        assertThat(acts(someone)).as("traced once").containsExactly("mailbox.erase-again-refused");
        var holder = new Actor(8, "Camille ESSAI", null, Set.of());
        assertThat(conflicts.open(holder)).isEqualTo(Outcome.refused(new Refusal.NotAllowed()));
        assertThat(conflicts.settle(holder, someone.id().value(), "vu"))
                .isEqualTo(Outcome.refused(new Refusal.NotAllowed()));
        assertThat(conflicts.settle(STAFF, someone.id().value(), "  "))
                .isEqualTo(Outcome.done(ErasureConflicts.Settled.REASON_NEEDED));

        assertThat(conflicts.settle(STAFF, someone.id().value(), "Rendue à son titulaire"))
                .isEqualTo(Outcome.done(ErasureConflicts.Settled.DONE));
        again.afterSingletonsInstantiated();
        assertThat(waiting(someone)).as("settled stays settled").isEmpty();
        assertThat(acts(someone)).containsExactly("mailbox.erase-again-refused", "mailbox.erasure-conflict-settled");

        giveTo(someone, owner);
        again.afterSingletonsInstantiated();
        assertThat(lifecycle.find(someone.id()).orElseThrow().state()).isInstanceOf(State.Erased.class);
    }

    @Test
    void whatCouldBeDoneAfterAllIsNotWaitedFor() throws Exception {
        var someone = erased("pour.un.temps");
        var owner = lifecycle.find(someone.id()).orElseThrow().owner().key();
        olderBackup(someone);
        giveTo(someone, "person:899700911112");
        again.afterSingletonsInstantiated();
        assertThat(waiting(someone)).hasSize(1);

        giveTo(someone, owner);
        again.afterSingletonsInstantiated();

        assertThat(lifecycle.find(someone.id()).orElseThrow().state()).isInstanceOf(State.Erased.class);
        assertThat(waiting(someone)).isEmpty();
    }

    @Test
    void aLineThatWasCutOrChangedIsLeftOutAndTheOthersHold() throws Exception {
        var someone = erased("ligne.coupee");
        var file = data.resolve(ErasureJournal.FILE);
        var lines = Files.readAllLines(file);
        var last = lines.getLast();
        Files.writeString(file, last.substring(0, 40), java.nio.file.StandardOpenOption.APPEND);

        assertThat(journal.has(someone.id())).isTrue();
        var next = erased("ligne.suivante");
        assertThat(journal.all())
                .extracting(ErasedMailbox::id)
                .contains(someone.id().value(), next.id().value());
    }

    private String sent(Someone from, Someone to) throws java.io.IOException {
        try (var smtp = fr.balise.testing.MailTalk.smtp(
                engine.port(fr.balise.portal.supervisor.Instance.MailPort.SUBMISSION), null)) {
            assertThat(smtp.login(from.address(), from.password().secret())).startsWith("235");
            return smtp.send(from.address(), to.address(), "Subject: x\r\n\r\nx")
                    .getLast();
        }
    }
}
