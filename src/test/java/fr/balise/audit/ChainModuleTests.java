package fr.balise.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.balise.audit.Verification.Broken;
import fr.balise.audit.Verification.Fault;
import fr.balise.audit.Verification.Intact;
import fr.balise.kernel.SensitiveAct;
import fr.balise.testing.FreshDatabase;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

@NullUnmarked
@SpringBootTest
@ContextConfiguration(initializers = FreshDatabase.class)
class ChainModuleTests {
    private static final Instant NOW = Clock.systemUTC().instant();
    private static final AuditQuestion ALL =
            new AuditQuestion("", NOW.minus(Duration.ofDays(3650)), NOW.plus(Duration.ofDays(1)));

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    AuditTrail trail;

    @Autowired
    Sealer sealer;

    @Autowired
    AuditRetention retention;

    @Autowired
    AuditSettings settings;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void begin() throws Exception {
        // Locked in the order in which a turn of the sealer touches them: it may be under way.
        jdbc.sql("truncate audit.unsealed, audit.entry, audit.seal, audit.chain")
                .update();
        Files.deleteIfExists(settings.anchor());
    }

    @Test
    void anActIsWrittenWithTheTransactionThatToldIt() {
        tell("test.kept", NOW);
        transaction.executeWithoutResult(status -> {
            events.publishEvent(act("test.undone", NOW));
            status.setRollbackOnly();
        });
        assertThat(trail.latest(ALL, 10)).extracting(AuditEntry::action).containsExactly("test.kept");
    }

    @Test
    void anActOutsideOfATransactionIsRefused() {
        assertThatThrownBy(() -> events.publishEvent(act("test.loose", NOW)))
                .isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void aSecondAfterItsCommitAnEntryIsSealed() throws Exception {
        tell("test.soon", NOW);
        Thread.sleep(1_000);
        assertThat(trail.latest(ALL, 1)).allMatch(AuditEntry::sealed);
        assertThat(trail.verify())
                .isInstanceOfSatisfying(
                        Intact.class, intact -> assertThat(intact.entries()).isOne());
    }

    @Test
    void aChangedFieldIsFoundWhereItIs() {
        var ids = tellAndSeal(30);
        for (var column : new String[] {"actor", "action", "target", "before", "after"}) {
            tamper("update audit.entry set " + column + " = " + column + " || ' ' where id = " + ids.get(17));
            assertThat(trail.verify()).as(column).isEqualTo(new Broken(Fault.CHANGED, 18, ids.get(17)));
            tamper("update audit.entry set " + column + " = left(" + column + ", -1) where id = " + ids.get(17));
            assertThat(trail.verify()).as(column + " restored").isInstanceOf(Intact.class);
        }
        tamper("update audit.entry set at = at + interval '1 microsecond' where id = " + ids.get(3));
        assertThat(trail.verify()).isEqualTo(new Broken(Fault.CHANGED, 4, ids.get(3)));
    }

    @Test
    void aRemovedEntryIsFoundWhereItWas() {
        var ids = tellAndSeal(30);
        tamper("delete from audit.entry where id = " + ids.get(20));
        assertThat(trail.verify()).isEqualTo(new Broken(Fault.REMOVED, 21, ids.get(20)));
        tamper("delete from audit.seal where position = 11; delete from audit.entry where id = " + ids.get(10));
        assertThat(trail.verify()).isEqualTo(new Broken(Fault.REMOVED, 11, ids.get(11)));
    }

    @Test
    void aRemovedEndIsFoundByWhatWasNotedOutside() {
        tellAndSeal(10);
        noteOutside();
        tamper("delete from audit.entry where id in (select entry from audit.seal where position > 5);"
                + " delete from audit.seal where position > 5");
        assertThat(trail.verify()).isEqualTo(new Broken(Fault.REWRITTEN, 6, 0));
    }

    @Test
    void aChainComputedAnewIsFoundByWhatWasNotedOutside() {
        var ids = tellAndSeal(10);
        noteOutside();
        // Somebody who owns the database changes an entry and seals everything again.
        tamper("update audit.entry set target = 'account:9' where id = " + ids.get(4)
                + "; insert into audit.unsealed select id from audit.entry; delete from audit.seal");
        sealAll();
        assertThat(trail.verify())
                .isInstanceOfSatisfying(Broken.class, b -> assertThat(b.fault()).isEqualTo(Fault.REWRITTEN));
    }

    @Test
    void anEntrySlippedInWithoutASealIsFound() {
        tellAndSeal(3);
        var id = jdbc.sql("insert into audit.entry (at, actor, action, target, before, after)"
                        + " values (now() - interval '1 hour', 'x', 'x', 'x', '{}', '{}') returning id")
                .query(Long.class)
                .single();
        assertThat(trail.verify()).isEqualTo(new Broken(Fault.UNSEALED, 0, id));
    }

    @Test
    void theDatabaseItselfRefusesToChangeEntries() {
        tellAndSeal(1);
        assertThatThrownBy(() -> jdbc.sql("update audit.entry set actor = 'x'").update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("never changed");
        assertThatThrownBy(() -> jdbc.sql("delete from audit.seal").update()).isInstanceOf(DataAccessException.class);
    }

    @Test
    void manyCopiesSealOneChain() throws Exception {
        try (var copies = Executors.newFixedThreadPool(6)) {
            for (int i = 0; i < 300; i++) {
                int n = i;
                copies.submit(() -> tell("test.many" + n % 3, NOW));
                copies.submit(sealer::sealBatch);
            }
        }
        sealAll();
        assertThat(trail.verify())
                .isInstanceOfSatisfying(
                        Intact.class, intact -> assertThat(intact.entries()).isEqualTo(300));
    }

    @Test
    void whatIsOverGoesAndTheRestStaysVerifiable() {
        var old = NOW.minus(Duration.ofDays(3 * 366 + 10));
        for (int i = 0; i < 5; i++) tell("test.old", old.plusSeconds(i));
        tellAndSeal(7);
        retention.removeWhatIsOver();
        assertThat(trail.latest(ALL, 100)).hasSize(7).noneMatch(e -> e.action().equals("test.old"));
        assertThat(trail.verify())
                .isInstanceOfSatisfying(
                        Intact.class, intact -> assertThat(intact.entries()).isEqualTo(7));
        retention.removeWhatIsOver();
        tellAndSeal(2);
        assertThat(trail.verify())
                .isInstanceOfSatisfying(
                        Intact.class, intact -> assertThat(intact.entries()).isEqualTo(9));
    }

    @Test
    void retentionCanEmptyTheChainAndItGoesOn() {
        tell("test.old", NOW.minus(Duration.ofDays(3 * 366 + 10)));
        sealAll();
        retention.removeWhatIsOver();
        assertThat(trail.latest(ALL, 10)).isEmpty();
        tellAndSeal(2);
        assertThat(trail.verify())
                .isInstanceOfSatisfying(
                        Intact.class, intact -> assertThat(intact.entries()).isEqualTo(2));
    }

    @Test
    void anExportHoldsOneReadableLinePerEntryOfThePeriod() {
        tell("test.before", NOW.minus(Duration.ofDays(400)));
        tellAndSeal(4);
        var lines = new ArrayList<String>();
        var asked = new AuditQuestion("test.", NOW.minus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(1)));
        assertThat(trail.export(asked, lines::add)).isEqualTo(4);
        var first = JsonMapper.shared().readTree(lines.getFirst());
        assertThat(first.get("action").asString()).startsWith("test.");
        assertThat(first.get("seal").asString()).hasSize(64);
        assertThat(lines).allMatch(line -> !line.contains("\n"));
    }

    @Test
    void anythingThatAnActMaySayIsKeptAndVerifies() {
        var random = new Random(7);
        for (int i = 0; i < 40; i++) {
            var odd = random.ints(20, 0, 0x2fff)
                    .filter(c -> c < 0xd800)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            transaction.executeWithoutResult(_ -> events.publishEvent(new SensitiveAct(
                    odd, "test.odd\u0000", "t:" + odd, Map.of(odd, odd), Map.of("a\"b", "\\"), NOW.plusNanos(123))));
        }
        sealAll();
        assertThat(trail.verify())
                .isInstanceOfSatisfying(
                        Intact.class, intact -> assertThat(intact.entries()).isEqualTo(40));
    }

    private List<Long> tellAndSeal(int count) {
        for (int i = 0; i < count; i++) tell("test.act" + i, NOW);
        sealAll();
        return jdbc.sql("select id from audit.entry order by id")
                .query(Long.class)
                .list();
    }

    private void tell(String action, Instant at) {
        transaction.executeWithoutResult(_ -> events.publishEvent(act(action, at)));
    }

    private static SensitiveAct act(String action, Instant at) {
        return new SensitiveAct("account:1", action, "account:2", Map.of("b", "1", "a", "2"), Map.of(), at);
    }

    /** As somebody would who owns the database. */
    private void tamper(String sql) {
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("set local session_replication_role = replica").update();
            for (var one : sql.split(";")) jdbc.sql(one).update();
        });
    }

    /** As the application does once a minute. */
    private void noteOutside() {
        var end = jdbc.sql(
                        "select c.id, s.position, s.hash from audit.chain c, audit.seal s order by s.position desc limit 1")
                .query((row, _) ->
                        new Sealer.Link(row.getObject("id", UUID.class), row.getLong("position"), row.getBytes("hash")))
                .single();
        new Anchor(settings).note(end, NOW);
    }

    /** Until nothing waits: a batch of none may also mean that the clock's own turn holds the lock. */
    private void sealAll() {
        while (jdbc.sql("select exists (select from audit.unsealed)")
                .query(Boolean.class)
                .single()) sealer.sealBatch();
    }
}
