package fr.balise.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.balise.kernel.MailAddress;
import fr.balise.mailstore.MailAccounts;
import fr.balise.mailstore.MailStore;
import fr.balise.mailstore.Opening;
import fr.balise.outbox.Delivery.Undeliverable;
import fr.balise.portal.supervisor.EngineForTests;
import fr.balise.portal.supervisor.Instance.MailPort;
import fr.balise.testing.EngineTest;
import fr.balise.testing.FreshEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@NullUnmarked
@EngineTest
class SmtpEngineTests {
    @Autowired
    EngineForTests engine;

    @Autowired
    MailAccounts accounts;

    @Autowired
    MailStore store;

    @Autowired
    JdbcClient jdbc;

    private static Message to(String address) {
        return new Message(
                7,
                null,
                address,
                "Objet accentué",
                "Bonjour,\nà bientôt.\n",
                java.util.Map.of(),
                Instant.parse("2026-11-25T10:00:00Z"),
                1);
    }

    private SmtpDelivery delivery(int port) {
        return new SmtpDelivery(Samples.smtp(Path.of("unused"), "Balise <robot@" + FreshEngine.DOMAIN + ">", port));
    }

    @Test
    void aMessageOfBaliseReachesAMailbox() throws Exception {
        var address = "reader.of.checks@" + FreshEngine.DOMAIN;
        var account = EngineTest.Ids.next();
        assertThat(accounts.open(account, MailAddress.parse(address))).isInstanceOf(Opening.Opened.class);
        delivery(engine.port(MailPort.REINJECTION)).deliver(to(address));
        for (int i = 0; i < 200 && arrived(account) == 0; i++) Thread.sleep(50);
        assertThat(arrived(account)).isEqualTo(1);
    }

    private long arrived(fr.balise.mailstore.AccountId account) {
        return store.folders(account).stream()
                .mapToLong(MailStore.Folder::messages)
                .sum();
    }

    @Test
    void anAddressThatDoesNotExistIsGivenUpAndAServerThatIsDownIsTriedAgain() {
        assertThatThrownBy(
                        () -> delivery(engine.port(MailPort.REINJECTION)).deliver(to("nobody@" + FreshEngine.DOMAIN)))
                .isInstanceOf(Undeliverable.class)
                .hasMessageContaining("550");
        assertThatThrownBy(() -> delivery(1).deliver(to("nobody@" + FreshEngine.DOMAIN)))
                .isInstanceOf(IOException.class);
    }

    /** Its server need not be there: what is taken waits in the queue. */
    @Test
    void mailLeavesOnlyForDomainsOfDeclaredOperators() throws Exception {
        var smtp = engine.port(MailPort.REINJECTION);
        assertThatThrownBy(() -> delivery(smtp).deliver(to("colleague@elsewhere.mssante.test")))
                .isInstanceOf(Undeliverable.class)
                .hasMessageContaining("550");
        jdbc.sql("insert into mailstore.relation (domain, nexthop, tls_match)"
                        + " values ('declared.mssante.test', '[127.0.0.1]:9', 'mx.declared.mssante.test')")
                .update();
        try {
            delivery(smtp).deliver(to("colleague@declared.mssante.test"));
            delivery(smtp).deliver(to("colleague+cabinet@DECLARED.mssante.test"));
            assertThatThrownBy(() -> delivery(smtp).deliver(to("colleague@below.declared.mssante.test")))
                    .isInstanceOf(Undeliverable.class);
        } finally {
            jdbc.sql("delete from mailstore.relation").update();
        }
    }
}
