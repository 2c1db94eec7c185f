package fr.balise.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.balise.jobs.Job.State;
import fr.balise.testing.TestPostgres;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

@NullUnmarked
class JobsModuleTests {
    private static final long OWNER = 7;
    private static final AtomicInteger SUBJECTS = new AtomicInteger();

    private final String url = TestPostgres.freshDatabase();
    private final List<ConfigurableApplicationContext> copies = new ArrayList<>();
    private Jobs jobs;
    private JdbcClient jdbc;

    @BeforeEach
    void start() {
        copy();
        jdbc.sql("create table step (job bigint not null, n int not null)").update();
    }

    private ConfigurableApplicationContext copy(String... settings) {
        var copy = Copy.start(url, settings);
        copies.add(copy);
        if (copies.size() == 1) {
            jobs = copy.getBean(Jobs.class);
            jdbc = copy.getBean(JdbcClient.class);
        }
        return copy;
    }

    @AfterEach
    void stop() {
        copies.forEach(ConfigurableApplicationContext::close);
    }

    @Test
    void aJobThatWasCommittedIsDoneToItsEnd() {
        var id = begin("5 1");

        await(() -> state(id) == State.DONE);

        assertThat(jobs.find(id)).hasValueSatisfying(job -> {
            assertThat(job.result()).isEqualTo("counted");
            assertThat(job.done()).isEqualTo(5);
            assertThat(job.total()).isEqualTo(5);
            assertThat(job.endedAt()).isNotNull();
        });
        assertThat(steps(id)).containsExactly(0, 1, 2, 3, 4);
        await(() -> jdbc.sql("select count(*) from jobs.due").query(Long.class).single() == 0);
    }

    @Test
    void aJobThatWasRolledBackNeverBegins() {
        transaction().executeWithoutResult(status -> {
            jobs.start(job("3 1", "gone"));
            status.setRollbackOnly();
        });
        var later = begin("1 1");

        await(() -> state(later) == State.DONE);

        assertThat(jobs.latest("count", "gone")).isEmpty();
        assertThatThrownBy(() -> jobs.start(job("3 1", "alone"))).isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void oneJobAtATimeIsDoneAboutOneThing() {
        var first = start(job("100 20", "mailbox 5"));
        var second = start(job("100 20", "mailbox 5"));
        assertThat(second).isEqualTo(new Jobs.Started(first.id(), false));

        jobs.cancel(first.id(), OWNER);
        await(() -> state(first.id()) == State.CANCELLED);

        assertThat(start(job("1 1", "mailbox 5")).isNew()).isTrue();
    }

    @Test
    void aPauseHoldsAtTheNextStepAndGoesOnFromThere() throws InterruptedException {
        var id = begin("30 20");
        await(() -> done(id) > 3);

        assertThat(jobs.pause(id, OWNER)).isPresent();
        await(() -> state(id) == State.PAUSED);
        var reached = done(id);
        Thread.sleep(300);
        assertThat(done(id)).isEqualTo(reached).isLessThan(30);

        assertThat(jobs.resume(id, OWNER)).isPresent();
        await(() -> state(id) == State.DONE);
        assertThat(steps(id)).as("each step once").hasSize(30).doesNotHaveDuplicates();
    }

    @Test
    void hurriedWishesNeverLeaveAJobWithoutAWorker() {
        var id = begin("60 10");
        for (int n = 0; n < 40; n++) {
            jobs.pause(id, OWNER);
            jobs.resume(id, OWNER);
        }
        await(() -> state(id) == State.DONE);
        assertThat(steps(id)).hasSize(60).doesNotHaveDuplicates();
    }

    @Test
    void whatACancelledJobLeftBehindIsRemoved() {
        var id = begin("500 10");
        await(() -> done(id) > 3);

        assertThat(jobs.cancel(id, OWNER)).isPresent();
        await(() -> state(id) == State.CANCELLED);

        assertThat(steps(id)).isEmpty();
        assertThat(jobs.resume(id, OWNER)).as("it is over").isEmpty();
    }

    @Test
    void aTurnWhoseFailureCouldNotBeWrittenIsTakenUpSoon() throws InterruptedException {
        var id = begin("40 20");
        await(() -> done(id) > 3);

        jdbc.sql("alter table jobs.job rename to job_away").update();
        // Until the scheduler gave the turn back, for a later time.
        await(() -> jdbc.sql("select count(*) from jobs.due where not picked")
                        .query(Long.class)
                        .single()
                == 1);
        jdbc.sql("alter table jobs.job_away rename to job").update();

        await(() -> state(id) == State.DONE);
        assertThat(steps(id)).as("each step at least once").contains(0, 39).hasSizeGreaterThanOrEqualTo(40);
    }

    @Test
    void aFailureIsTriedAgainFromThePlaceReached() {
        var id = begin("10 1 6");
        await(() -> state(id) == State.DONE);
        assertThat(steps(id)).containsExactly(0, 1, 2, 3, 4, 5, 6, 6, 7, 8, 9);
    }

    @Test
    void afterManyFailuresItIsGivenUpAndItsOwnerMayHaveItTriedAgain() {
        copies.removeFirst().close();
        copy("balise.jobs.attempts=3", "balise.jobs.first-pause=10ms");
        var id = begin("soon 1");

        await(() -> state(id) == State.FAILED);
        assertThat(jobs.find(id).orElseThrow().failure()).isEqualTo("NumberFormatException");

        jdbc.sql("update jobs.job set input = '2 1'").update();
        assertThat(jobs.resume(id, OWNER)).isPresent();
        await(() -> state(id) == State.DONE);
    }

    @Test
    void theJobsOfOthersDoNotExistForAnybody() {
        var id = begin("200 20");
        assertThat(jobs.pause(id, OWNER + 1)).isEmpty();
        assertThat(jobs.cancel(id, OWNER + 1)).isEmpty();
        assertThat(jobs.of(OWNER + 1)).isEmpty();
        assertThat(jobs.of(OWNER)).extracting(Job::id).contains(id);
        assertThat(state(id)).isIn(State.WAITING, State.RUNNING);
    }

    @Test
    void aLongJobLetsOthersPass() {
        copies.removeFirst().close();
        copy("balise.jobs.workers=1", "balise.jobs.turn=100ms");
        var longer = begin("200 10");
        await(() -> done(longer) > 0);
        var shorter = begin("1 1");

        await(() -> state(shorter) == State.DONE);
        assertThat(state(longer)).isNotEqualTo(State.DONE);

        await(() -> state(longer) == State.DONE);
        assertThat(steps(longer)).hasSize(200).doesNotHaveDuplicates();
    }

    @Test
    void twoCopiesShareTheWorkAndNeverDoAStepTwice() {
        copy();
        var ids = new ArrayList<JobId>();
        for (int n = 0; n < 30; n++) ids.add(begin("5 5"));

        for (var id : ids) await(() -> state(id) == State.DONE);

        for (var id : ids) assertThat(steps(id)).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void whoLostAJobCanWriteNothingMore() {
        var id = begin("1 1");
        await(() -> state(id) == State.DONE);
        var rows = copies.getFirst().getBean(JobRows.class);
        transaction().executeWithoutResult(_ -> {
            var old = rows.take(id);
            var current = rows.take(id);
            assertThat(rows.reach(id, old, "9", 9, 9, "count")).isEmpty();
            assertThat(rows.reach(id, current, "1", 1, 1, "count")).contains(State.RUNNING);
        });
    }

    @Test
    void aJobWhoseProcessWasKilledGoesOnElsewhere() throws Exception {
        copies.removeFirst().close();
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx200m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Copy.class.getName(),
                        url)
                .redirectErrorStream(true)
                .redirectOutput(File.createTempFile("balise-copy", ".log"))
                .start();
        try {
            var idle = idle();
            var id = begin("150 20");
            await(() -> done(id) > 20);
            process.destroyForcibly().waitFor();
            assertThat(done(id)).isLessThan(150);
            assertThat(state(id)).isEqualTo(State.RUNNING);
            idle.close();
            copies.clear();

            copy();
            await(() -> state(id) == State.DONE);

            var steps = steps(id);
            assertThat(steps.stream().distinct()).as("nothing is left out").hasSize(150);
            assertThat(steps.size() - 150).as("steps done twice").isBetween(0, 1);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Takes orders, and has no worker: they are for the others. */
    private ConfigurableApplicationContext idle() {
        var idle = copy();
        idle.getBean(Workers.class).destroy();
        return idle;
    }

    private JobId begin(String input) {
        return start(job(input, "subject " + SUBJECTS.incrementAndGet())).id();
    }

    private Jobs.Started start(NewJob job) {
        return transaction().execute(_ -> jobs.start(job));
    }

    private static NewJob job(String input, String subject) {
        return new NewJob("count", OWNER, subject, input, "count.words");
    }

    private TransactionTemplate transaction() {
        return copies.getFirst().getBean(TransactionTemplate.class);
    }

    private State state(JobId id) {
        return jobs.find(id).orElseThrow().state();
    }

    private long done(JobId id) {
        return jobs.find(id).orElseThrow().done();
    }

    private List<Integer> steps(JobId id) {
        return jdbc.sql("select n from step where job = :job order by n")
                .param("job", id.value())
                .query(Integer.class)
                .list();
    }

    private static void await(BooleanSupplier wished) {
        var until = Instant.now().plus(Duration.ofSeconds(30));
        while (!wished.getAsBoolean()) {
            if (Instant.now().isAfter(until)) throw new AssertionError("waited in vain");
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
