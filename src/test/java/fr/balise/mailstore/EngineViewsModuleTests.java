package fr.balise.mailstore;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.kernel.MailAddress;
import fr.balise.mailstore.MailAccount.Delivery;
import fr.balise.testing.FreshDatabase;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/** What Postfix and Dovecot are told of a mailbox, as they ask. */
@NullUnmarked
@SpringBootTest
@ContextConfiguration(initializers = FreshDatabase.class)
class EngineViewsModuleTests {
    private static final MailAddress ADDRESS = MailAddress.parse("asked@balise-essai.mssante.fr");
    private static final AccountId ID = new AccountId(1);
    private static final long MEBI = 1L << 20;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    MailDomains domains;

    @Autowired
    MailAccounts accounts;

    @BeforeEach
    void aMailboxOfAGigabyte() {
        for (var table : new String[] {"sieve", "usage", "account"})
            jdbc.sql("delete from mailstore." + table).update();
        domains.host(Set.of(ADDRESS.domain()));
        accounts.open(ID, ADDRESS);
        accounts.quota(ID, DataSize.ofGigabytes(1));
    }

    private Optional<String> recipient() {
        return jdbc.sql("select action from mailstore.postfix_arrival where address = :address")
                .param("address", ADDRESS.key())
                .query(String.class)
                .optional();
    }

    private void holds(long octets) {
        jdbc.sql("insert into mailstore.usage (username, bytes, messages) values (:name, :bytes, 1)"
                        + " on conflict (username) do update set bytes = :bytes")
                .param("name", ADDRESS.key())
                .param("bytes", octets)
                .update();
    }

    private Optional<String> dovecot(String service) {
        return jdbc.sql("select value from mailstore.dovecot_userdb where service = :service and username = :name")
                .param("service", service)
                .param("name", ADDRESS.key())
                .query(String.class)
                .optional();
    }

    @Test
    void onlyAMailboxThatTheNextMessagesMayFillIsLookedAtBeforeItIsDeliveredTo() {
        assertThat(recipient()).as("never measured").contains("nearly_full");
        holds(900 * MEBI);
        assertThat(recipient()).isEmpty();
        holds(1024 * MEBI - 79 * MEBI);
        assertThat(recipient()).contains("nearly_full");
        holds(2048 * MEBI);
        assertThat(recipient()).contains("nearly_full");
    }

    @Test
    void aPostfixThatRunsWithTheConfigurationOfBeforeIsToldNothingThatItDoesNotKnow() {
        assertThat(jdbc.sql("select action from mailstore.postfix_recipient")
                        .query(String.class)
                        .list())
                .isEmpty();
        accounts.delivery(ID, new Delivery.Refuse("550 5.2.1 Closed"));
        assertThat(jdbc.sql("select action from mailstore.postfix_recipient")
                        .query(String.class)
                        .list())
                .containsExactly("550 5.2.1 Closed");
    }

    /** An operator's act is answered as done: it, and its line in the journal, must be on the disk by then. */
    @Test
    void whatBaliseWritesIsWaitedForAlsoWhereAUsageIsJudgedAnew() {
        holds(MEBI);
        var waits = transaction.execute(_ -> {
            jdbc.sql("set local synchronous_commit = on").update();
            accounts.quota(ID, DataSize.ofGigabytes(2));
            return jdbc.sql("show synchronous_commit").query(String.class).single();
        });
        assertThat(waits).isEqualTo("on");
    }

    @Test
    void aMailboxThatTakesNoMailSaysSoHoweverMuchRoomItHas() {
        holds(MEBI);
        accounts.delivery(ID, new Delivery.Refuse("550 5.2.1 Closed"));
        assertThat(recipient()).contains("550 5.2.1 Closed");
        assertThat(dovecot("lmtp")).isEmpty();
        assertThat(dovecot("imap")).isPresent();
    }

    @Test
    void theScriptOfTheSystemIsNamedOnlyWhereThereIsOne() {
        assertThat(dovecot("lmtp").orElseThrow()).doesNotContain("sieve").contains("\"quota_rule\"");
        accounts.script(ID, "keep;");
        assertThat(dovecot("lmtp").orElseThrow()).contains("\"sieve_before\":\"dict:proxy::accounts;name=system\"");
        accounts.script(ID, null);
        assertThat(dovecot("lmtp").orElseThrow()).doesNotContain("sieve");
    }

    @Test
    void whatArrivesMayUseTheReserveAndWhatTheHolderAddsMayNot() {
        holds(2048 * MEBI);
        assertThat(dovecot("imap").orElseThrow()).contains("\"quota_rule\":\"*:bytes=" + 1024 * MEBI + '"');
        long reserve = jdbc.sql("select reserve_bytes from mailstore.account")
                .query(Long.class)
                .single();
        assertThat(dovecot("lmtp").orElseThrow()).contains("\"quota_rule\":\"*:bytes=" + (1024 * MEBI + reserve) + '"');
        jdbc.sql("update mailstore.usage set full_since = now() - interval '1 year'")
                .update();
        jdbc.sql("update mailstore.usage set bytes = bytes").update();
        assertThat(dovecot("lmtp").orElseThrow()).contains("\"quota_rule\":\"*:bytes=" + 1024 * MEBI + '"');
    }
}
