package fr.balise.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.balise.kernel.MailAddress;
import fr.balise.testing.FreshDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(properties = "balise.outbox.poll=1h")
@ContextConfiguration(initializers = FreshDatabase.class)
class OutboxModuleTests {
    private static final MailAddress TO = MailAddress.parse("claire.essai@region.mssante.fr");

    @Autowired
    Outbox outbox;

    @Autowired
    SentMails mails;

    @Autowired
    Messages messages;

    @Autowired
    FileDelivery files;

    @Autowired
    OutboxSettings settings;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @BeforeEach
    void empty() {
        jdbc.sql("delete from outbox.message").update();
    }

    @Test
    void whatACommittedTransactionQueuedLeavesAtOnce() throws IOException {
        var id = queue("Bonjour");

        await(() -> mails.get(id).isPresent());

        assertThat(mails.latest(5)).singleElement().satisfies(mail -> {
            assertThat(mail.to()).isEqualTo(TO.toString());
            assertThat(mail.body()).isEqualTo("Bonjour");
        });
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.file(id))))
                .isEqualTo("rw-------");
        assertThat(column(id, "body"))
                .as("the text, with its links, is in the file alone")
                .isEmpty();
    }

    @Test
    void whatWasRolledBackNeverLeaves() {
        transaction.executeWithoutResult(status -> {
            outbox.queue(TO, "check", "Essai", "Bonjour");
            status.setRollbackOnly();
        });
        var later = queue("later");
        await(() -> mails.get(later).isPresent());

        assertThat(mails.latest(5)).hasSize(1);
    }

    @Test
    void queuingOutsideATransactionIsABug() {
        assertThatThrownBy(() -> outbox.queue(TO, "check", "Essai", "x"))
                .isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void aSubjectCannotSmuggleAHeader() {
        assertThatThrownBy(() -> transaction.execute(s -> outbox.queue(TO, "check", "Essai\r\nBcc: a@b.fr", "x")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void manySendersDeliverEachMessageOnce() throws Exception {
        for (int n = 0; n < 40; n++) add("check");
        var delivered = new ConcurrentLinkedQueue<Long>();
        try (var pool = Executors.newFixedThreadPool(4)) {
            for (int n = 0; n < 4; n++) pool.submit(() -> sender(m -> delivered.add(m.id()), 1000, Samples.NOON));
        }

        assertThat(delivered).hasSize(40).doesNotHaveDuplicates();
    }

    @Test
    void theThrottleCountsEachPurposeForItself() {
        for (int n = 0; n < 5; n++) add("check");
        add("notice");

        assertThat(sender(m -> {}, 3, Samples.NOON)).isEqualTo(4);
        assertThat(sender(m -> {}, 3, Samples.NOON.plusSeconds(30))).isZero();
        assertThat(sender(m -> {}, 3, Samples.NOON.plusSeconds(61))).isEqualTo(2);
    }

    @Test
    void aFailureIsTriedAgainLaterAndGivenUpInTheEnd() {
        var id = add("check");
        Delivery broken = m -> {
            throw new IOException("disk full");
        };
        var at = Samples.NOON;
        sender(broken, 60, at);
        assertThat(column(id, "state")).isEqualTo("queued");
        sender(broken, 60, at.plusSeconds(59));
        assertThat(column(id, "attempts")).isEqualTo("1");
        sender(broken, 60, at.plus(Duration.ofHours(1)));
        sender(broken, 60, at.plus(Duration.ofHours(9)));

        assertThat(column(id, "state")).isEqualTo("failed");
        assertThat(column(id, "attempts")).isEqualTo("3");
        assertThat(sender(m -> {}, 60, at.plus(Duration.ofDays(9)))).isZero();
    }

    @Test
    void aMessageWhoseSenderDiedIsTakenOver() {
        var id = add("check");
        assertThat(messages.take(Samples.NOON, Duration.ofMinutes(5), 60)).isPresent();

        assertThat(sender(m -> {}, 60, Samples.NOON.plus(Duration.ofMinutes(4))))
                .isZero();
        assertThat(sender(m -> {}, 60, Samples.NOON.plus(Duration.ofMinutes(5))))
                .isEqualTo(1);
        assertThat(column(id, "state")).isEqualTo("sent");
    }

    @Test
    void aSenderThatWasOvertakenChangesNothingAnyMore() {
        var id = add("check");
        var slow = messages.take(Samples.NOON, Duration.ofMinutes(5), 60).orElseThrow();
        sender(m -> {}, 60, Samples.NOON.plus(Duration.ofMinutes(6)));

        messages.again(slow, "late", Samples.NOON.plus(Duration.ofMinutes(7)));

        assertThat(column(id, "state")).isEqualTo("sent");
    }

    @Test
    void oldMessagesAreForgottenWithTheirFiles() {
        var old = queue("old");
        await(() -> mails.get(old).isPresent());
        var real = Instant.now();

        new Retention(messages, files, settings, () -> real.plus(Duration.ofDays(89))).sweep();
        assertThat(mails.get(old)).isPresent();
        new Retention(messages, files, settings, () -> real.plus(Duration.ofDays(91))).sweep();

        assertThat(mails.get(old)).isEmpty();
        assertThat(files.file(old)).doesNotExist();
    }

    private int sender(Delivery delivery, int perMinute, Instant now) {
        var sender = new Sender(messages, delivery, Samples.settings(settings.folder(), perMinute), () -> now);
        try {
            return sender.sendDue();
        } finally {
            sender.destroy();
        }
    }

    private long add(String purpose) {
        return messages.add(null, TO.toString(), purpose, "Essai", "Bonjour", "", Samples.NOON);
    }

    private long queue(String body) {
        return Objects.requireNonNull(transaction.<Long>execute(status -> outbox.queue(TO, "check", "Essai", body)));
    }

    private String column(long id, String name) {
        return jdbc.sql("select " + name + "::text from outbox.message where id = :id")
                .param("id", id)
                .query(String.class)
                .single();
    }

    private static void await(BooleanSupplier condition) {
        var end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) throw new AssertionError("not within ten seconds");
            Thread.onSpinWait();
        }
    }
}
