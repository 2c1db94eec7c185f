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
    void aFailureIsToldToEachThatItHitAndToNobodyAfterwards() throws Exception {
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
            for (var hit : together)
                assertThatThrownBy(hit::get)
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(QueryTimeoutException.class);
        }
        happenings.write(of("later"));
        assertThat(written).containsExactly(List.of(of("first")), List.of(of("later")));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
