package fr.balise.mailbox.console;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.identity.Accounts;
import fr.balise.identity.Actor;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.NationalPersonId;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.ServiceMailbox;
import fr.balise.mailbox.console.ServiceMail.Made;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailAccount.Delivery;
import fr.balise.mailstore.MailAccounts;
import fr.balise.mailstore.MailStore;
import fr.balise.portal.supervisor.EngineForTests;
import fr.balise.portal.supervisor.Instance.MailPort;
import fr.balise.testing.EngineTest;
import fr.balise.testing.FreshEngine;
import fr.balise.testing.MailTalk;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What is written to postmaster@ and abuse@, from the sender to the staff who read it, on the real servers. */
@NullUnmarked
@EngineTest
class ServiceMailEngineTests {
    private static final NationalPersonId PERSON = new NationalPersonId("3990000028/OPE146");
    private static final String PEER = "doctor@peer.mssante.fr";
    private static final String POSTMASTER = "postmaster@" + FreshEngine.DOMAIN;

    @Autowired
    ServiceMail mail;

    @Autowired
    ServiceMailbox mailbox;

    @Autowired
    Accounts people;

    @Autowired
    MailAccounts accounts;

    @Autowired
    MailStore store;

    @Autowired
    EngineForTests engine;

    @AfterEach
    void noCopies() {
        mailbox.copyTo(null, "");
    }

    private Actor staff() {
        people.grantOperator(PERSON, "test");
        var account = people.find(PERSON).orElseThrow();
        return new Actor(account.account(), "Inès", PERSON, Set.of(Actor.Role.OPERATOR));
    }

    private static <T> T done(Outcome<T> outcome) {
        return ((Outcome.Done<T>) outcome).value();
    }

    private void send(String to, String subject) throws Exception {
        try (var peer = MailTalk.smtp(
                engine.port(MailPort.MX), engine.data().resolve("certs").resolve("peer"))) {
            assertThat(peer.send(PEER, to, "Subject: " + subject + "\r\n\r\nBonjour")
                            .getLast())
                    .startsWith("250");
        }
    }

    private long messages(AccountId id) {
        return store.folders(id).stream().mapToLong(MailStore.Folder::messages).sum();
    }

    private static void await(BooleanSupplier truth) throws InterruptedException {
        for (int i = 0; i < 300 && !truth.getAsBoolean(); i++) Thread.sleep(100);
        assertThat(truth.getAsBoolean()).as("within thirty seconds").isTrue();
    }

    @Test
    void staffReadItWithAPasswordOfTheirOwnUntilTheyAreStaffNoMore() throws Exception {
        var staff = staff();
        long before = messages(ServiceMailbox.ID);
        send("abuse@" + FreshEngine.DOMAIN, "abus-146");
        await(() -> messages(ServiceMailbox.ID) == before + 1);
        var password = ((Made.Password) done(mail.makePassword(staff, "Poste de garde"))).password();
        assertThat(password.address()).isEqualTo(POSTMASTER);
        assertThat(done(mail.look(staff)).passwords()).hasSize(1);
        mailbox.settle();
        try (var imap = MailTalk.imap(engine.port(MailPort.IMAP))) {
            assertThat(imap.imap("LOGIN " + POSTMASTER + " " + password.secret()))
                    .contains("OK");
            assertThat(imap.imap("SELECT INBOX")).contains("OK");
            assertThat(imap.imap("FETCH * BODY[HEADER.FIELDS (SUBJECT)]")).contains("abus-146");
        }

        revokeRole();
        mailbox.settle();

        try (var imap = MailTalk.imap(engine.port(MailPort.IMAP))) {
            assertThat(imap.imap("LOGIN " + POSTMASTER + " " + password.secret()))
                    .contains("NO");
        }
    }

    @Autowired
    fr.balise.identity.account.Grants grants;

    private void revokeRole() {
        grants.operator(people.find(PERSON).orElseThrow().account(), false, "test");
    }

    @Test
    void aCopyGoesToWhomStaffNamedAndWhatTheirMailboxRefusesStaysWithTheTeam() throws Exception {
        var staff = staff();
        var id = EngineTest.Ids.next();
        var address = "technique" + id + "@" + FreshEngine.DOMAIN;
        assertThat(done(mail.copyTo(staff, address))).isEqualTo(new Made.Refused(ServiceMail.Why.NOT_HERE));
        assertThat(done(mail.copyTo(staff, POSTMASTER))).isEqualTo(new Made.Refused(ServiceMail.Why.ITSELF));
        accounts.open(id, MailAddress.parse(address));
        assertThat(done(mail.copyTo(staff, address))).isInstanceOf(Made.Done.class);
        long before = messages(ServiceMailbox.ID);

        send(POSTMASTER, "panne-146");

        await(() -> messages(ServiceMailbox.ID) == before + 1);
        await(() -> messages(id) == 1);

        accounts.delivery(id, new Delivery.Refuse("550 5.2.1 Closed"));
        send(POSTMASTER, "panne-147");
        await(() -> messages(ServiceMailbox.ID) >= before + 2);
        assertThat(messages(id)).isEqualTo(1);
    }

    @Test
    void nobodyElseMayAskForAnyOfIt() {
        var manager = new Actor(302, "Test", null, Set.of(Actor.Role.MANAGER));
        assertThat(mail.look(manager).isDone()).isFalse();
        assertThat(mail.makePassword(manager, "x").isDone()).isFalse();
        assertThat(mail.copyTo(manager, "").isDone()).isFalse();
        assertThat(mail.revoke(manager, 1).isDone()).isFalse();
    }
}
