package fr.balise.mailbox.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.kernel.MailAddress;
import fr.balise.kernel.NationalPersonId;
import fr.balise.mailbox.lifecycle.AutoReply.Fate;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailStore;
import fr.balise.portal.supervisor.Instance.MailPort;
import fr.balise.testing.MailTalk;
import java.time.LocalDate;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** What was decided of a mailbox, as correspondents meet it: real Postfix and Dovecot. */
class LifecycleEngineTests extends PeopleAtTheEngine {
    private long messages(Someone who) {
        return store.folders(new AccountId(who.id().value())).stream()
                .mapToLong(MailStore.Folder::messages)
                .sum();
    }

    private static void await(BooleanSupplier truth) throws InterruptedException {
        for (int i = 0; i < 600 && !truth.getAsBoolean(); i++) Thread.sleep(50);
        assertThat(truth.getAsBoolean()).as("in half a minute").isTrue();
    }

    private AutoReply reply(Someone active) {
        return new AutoReply(
                MailAddress.parse(active.address()),
                "Cette boîte n'est plus relevée régulièrement.",
                "This mailbox is no longer read regularly.",
                Fate.NOT_READ,
                LocalDate.ofInstant(clock.instant(), ZONE),
                null,
                AutoReply.USUAL_DAYS,
                false);
    }

    @Test
    void aDepublishedMailboxStillReceivesAndAnswersEachSenderOnce() throws Exception {
        var old = someone("old.mailbox");
        var active = someone("new.mailbox");
        var colleague = someone("colleague");
        assertThat(lifecycle.apply(old.id(), new Command.Depublish(reply(active)), By.SYSTEM))
                .isInstanceOf(Decision.Changed.class);
        passwords.make(old.id(), accounts.named(new NationalPersonId("899700900001"), "x"), "again", By.SYSTEM);

        write(colleague, old, "Compte rendu de Mme MARTIN");
        await(() -> messages(colleague) == 1);
        write(colleague, old, "Suite");
        await(() -> messages(old) == 2);

        assertThat(messages(colleague)).isEqualTo(1);
        try (var imap = MailTalk.imap(engine.port(MailPort.IMAP))) {
            imap.imap(
                    "LOGIN " + colleague.address() + " " + colleague.password().secret());
            imap.imap("SELECT INBOX");
            var answer = imap.imap("FETCH 1 BODY.PEEK[]");
            assertThat(answer)
                    .contains("Subject: " + ReplyScript.SUBJECT)
                    .contains("Auto-Submitted: auto-replied")
                    .contains("Balise-New-Address: <" + active.address() + ">")
                    .doesNotContain("MARTIN");
        }
    }

    @Test
    void aRepublishedMailboxAnswersNothingMore() throws Exception {
        var old = someone("back.again");
        var active = someone("back.active");
        var colleague = someone("back.colleague");
        lifecycle.apply(old.id(), new Command.Depublish(reply(active)), By.SYSTEM);
        lifecycle.apply(old.id(), new Command.Republish(), By.SYSTEM);
        passwords.make(old.id(), accounts.named(new NationalPersonId("899700900001"), "x"), "again", By.SYSTEM);
        write(colleague, old, "Bonjour");
        await(() -> messages(old) == 1);
        write(colleague, active, "marque");
        await(() -> messages(active) == 1);
        assertThat(messages(colleague)).isZero();
    }

    @Test
    void aSuspendedMailboxLetsNobodyInAndReceives() throws Exception {
        var who = someone("suspended");
        var colleague = someone("suspended.colleague");
        lifecycle.apply(who.id(), new Command.Suspend("vol d'un téléphone"), By.SYSTEM);
        passwords.make(who.id(), accounts.named(new NationalPersonId("899700900001"), "x"), "again", By.SYSTEM);
        try (var imap = MailTalk.imap(engine.port(MailPort.IMAP))) {
            assertThat(imap.imap("LOGIN " + who.address() + " " + who.password().secret()))
                    .startsWith("NO");
        }
        write(colleague, who, "Bonjour");
        await(() -> messages(who) == 1);
    }
}
