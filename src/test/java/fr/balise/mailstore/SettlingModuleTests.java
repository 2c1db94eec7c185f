package fr.balise.mailstore;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.kernel.MailAddress;
import fr.balise.mailstore.MailAccount.Access;
import fr.balise.mailstore.MailAccounts.Settled;
import fr.balise.testing.FreshDatabase;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;

/** What the mail servers must know, told by several at once: the sweep, and whoever just decided. */
@NullUnmarked
@SpringBootTest
@ContextConfiguration(initializers = FreshDatabase.class)
class SettlingModuleTests {
    private static final String DOMAIN = "balise-essai.mssante.fr";
    private static final int ROUNDS = 60;
    private static final int AT_ONCE = 4;

    @Autowired
    MailAccounts accounts;

    @Autowired
    MailDomains domains;

    @Autowired
    JdbcClient jdbc;

    /** Others of this database begin with no account. */
    @AfterEach
    void leavesNothing() {
        jdbc.sql("delete from mailstore.sieve where account >= 9000").update();
        jdbc.sql("delete from mailstore.account where id >= 9000").update();
    }

    private static Settled wanted(int n) {
        return new Settled(
                new AccountId(9_000 + n),
                MailAddress.parse("settled" + n + "@" + DOMAIN),
                ZoneId.of("Europe/Paris"),
                new MailAccount.Delivery.Accept(),
                Access.OPEN,
                "keep;");
    }

    @Test
    void toldByFourAtOnceNobodyFails() throws Exception {
        domains.host(Set.of(DOMAIN));
        var together = new CyclicBarrier(AT_ONCE);
        try (var tellers = Executors.newFixedThreadPool(AT_ONCE)) {
            for (int n = 0; n < ROUNDS; n++) {
                var one = wanted(n);
                accounts.open(one.id(), one.address());
                var told = new ArrayList<Future<Set<AccountId>>>();
                for (int i = 0; i < AT_ONCE; i++)
                    told.add(tellers.submit(() -> {
                        together.await();
                        return accounts.settle(List.of(one));
                    }));
                for (var each : told) assertThat(each.get()).isEmpty();
            }
        }
    }
}
