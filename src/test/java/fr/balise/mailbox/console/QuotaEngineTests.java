package fr.balise.mailbox.console;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.identity.Actor;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.kernel.NationalPersonId;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Refusal;
import fr.balise.mailbox.lifecycle.By;
import fr.balise.mailbox.lifecycle.FirstPasswords;
import fr.balise.mailbox.lifecycle.MailboxId;
import fr.balise.mailbox.lifecycle.Opening;
import fr.balise.mailbox.lifecycle.Openings;
import fr.balise.mailbox.lifecycle.Owner;
import fr.balise.portal.supervisor.EngineForTests;
import fr.balise.portal.supervisor.Instance.MailPort;
import fr.balise.testing.EngineTest;
import fr.balise.testing.FreshEngine;
import fr.balise.testing.MailTalk;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

/** What staff say of the room of a mailbox, as Dovecot tells it. */
@NullUnmarked
@EngineTest
class QuotaEngineTests {
    private static final NationalPersonId PERSON = new NationalPersonId("899710000077");
    private static final Actor STAFF = new Actor(301, "Inès", null, Set.of(Actor.Role.OPERATOR));
    private static final Actor HOLDER = new Actor(302, "Test", PERSON, Set.of());

    @Autowired
    Quotas quotas;

    @Autowired
    Openings openings;

    @Autowired
    FirstPasswords passwords;

    @Autowired
    EngineForTests engine;

    @Autowired
    JdbcClient jdbc;

    @Test
    void whatStaffSayHoldsAtTheNextCommandAndIsAudited() throws Exception {
        var address = "espace@" + FreshEngine.DOMAIN;
        var opened = openings.open(
                MailAddress.parse(address),
                MailboxType.PER,
                new Owner.OfPerson(PERSON),
                null,
                ZoneId.of("Europe/Paris"),
                By.SYSTEM);
        var id = ((Opening.Opened) opened).mailbox().id();
        var password = passwords.make(id, HOLDER, "Test", By.SYSTEM).secret();
        assertThat(quotas.set(STAFF, id, 20)).isEqualTo(Outcome.done(DataSize.ofMegabytes(20)));
        try (var talk = MailTalk.imap(engine.port(MailPort.IMAP))) {
            talk.imap("LOGIN " + address + " " + password);
            assertThat(talk.imap("GETQUOTAROOT INBOX")).contains(" 20480");
        }
        assertThat(jdbc.sql("select after from audit.entry where action = 'mailbox.quota' and target = :target")
                        .param("target", "mailbox:" + id)
                        .query(String.class)
                        .single())
                .contains("20");
        assertThat(quotas.set(HOLDER, id, 40)).isEqualTo(Outcome.refused(new Refusal.NotAllowed()));
        assertThat(quotas.set(STAFF, id, 5))
                .isEqualTo(Outcome.refused(new Refusal.NotAQuota(Quotas.LEAST, Quotas.MOST)));
        assertThat(quotas.set(STAFF, new MailboxId(987_654_321), 40))
                .isEqualTo(Outcome.refused(new Refusal.NotFound()));
    }
}
