package fr.balise.mailstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.balise.mailstore.Happenings.Happened;
import fr.balise.mailstore.MailActivity.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.dao.QueryTimeoutException;

class HappeningsTests {
    private final List<List<Happened>> written = Collections.synchronizedList(new ArrayList<>());

    private static Happened of(String mailbox) {
        return new Happened(mailbox, Kind.RECEIVED, false);
    }

    @Test
    void aSingleEventDoesNotWaitForOthers() {
        new Happenings(written::add).write(of("a"));
        assertThat(written).containsExactly(List.of(of("a")));
    }

    @Test
    void whatArrivesWhileOneIsWrittenIsWrittenTogether() throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var happenings = new Happenings(batch -> {
            written.add(batch);
            begun.countDown();
            await(goOn);
        });
        try (var doors = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = doors.submit(() -> happenings.write(of("first")));
            begun.await();
            var others = new ArrayList<Future<?>>();
            for (int i = 0; i < 40; i++) {
                var mailbox = "box" + i;
                others.add(doors.submit(() -> happenings.write(of(mailbox))));
            }
            while (happenings.waiting() < 40) Thread.sleep(1);
            goOn.countDown();
            first.get();
            for (var other : others) other.get();
        }
        assertThat(written).hasSize(2);
        assertThat(written.get(1)).hasSize(40);
    }

    @Test
    void whatCannotBeWrittenIsToldToItsOwnerAloneAndTheOthersAreWritten() throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var happenings = new Happenings(batch -> {
            begun.countDown();
            await(goOn);
            if (batch.contains(of("bad"))) throw new QueryTimeoutException("no database");
            written.add(batch);
        });
        try (var doors = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = doors.submit(() -> happenings.write(of("first")));
            begun.await();
            var together = List.of(
                    doors.submit(() -> happenings.write(of("bad"))), doors.submit(() -> happenings.write(of("good"))));
            while (happenings.waiting() < 2) Thread.sleep(1);
            goOn.countDown();
            first.get();
            assertThatThrownBy(together.get(0)::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(QueryTimeoutException.class);
            together.get(1).get();
        }
        happenings.write(of("later"));
        assertThat(written).containsExactly(List.of(of("first")), List.of(of("good")), List.of(of("later")));
    }

    /** Memory that is full, a class that is not there: whoever waits behind it must neither wait for ever nor be forgotten. */
    @Test
    void anErrorEndsNobodysWait() throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var happenings = new Happenings(batch -> {
            begun.countDown();
            await(goOn);
            if (batch.size() > 1) throw new StackOverflowError("as a test");
            written.add(batch);
        });
        try (var doors = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = doors.submit(() -> happenings.write(of("first")));
            begun.await();
            var together = List.of(
                    doors.submit(() -> happenings.write(of("a"))), doors.submit(() -> happenings.write(of("b"))));
            while (happenings.waiting() < 2) Thread.sleep(1);
            goOn.countDown();
            first.get();
            int failed = 0;
            for (var one : together) {
                try {
                    one.get(30, TimeUnit.SECONDS);
                } catch (ExecutionException error) {
                    failed++;
                }
            }
            assertThat(failed).as("whoever wrote for both").isOne();
        }
        assertThat(written).hasSize(2);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
