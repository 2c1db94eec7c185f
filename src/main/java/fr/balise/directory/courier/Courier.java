package fr.balise.directory.courier;

import fr.balise.directory.ListingChanged;
import fr.balise.kernel.AfterCommit;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Runs the errands: woken after each commit that changed a wish, and every few seconds for what was left behind. */
@Component
class Courier implements DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(Courier.class);

    private final Errands errands;
    private final ObjectProvider<NationalDirectory> way;
    private final PublisherSettings settings;
    private final InstantSource clock;
    private final ExecutorService worker =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("courier").factory());
    private final AtomicBoolean woken = new AtomicBoolean();

    /** Nothing is tried before: the other side asked for a pause, or does not answer. */
    private volatile Instant quietUntil = Instant.MIN;

    Courier(Errands errands, ObjectProvider<NationalDirectory> way, PublisherSettings settings, InstantSource clock) {
        this.errands = errands;
        this.way = way;
        this.settings = settings;
        this.clock = clock;
    }

    @EventListener
    void on(ListingChanged changed) {
        AfterCommit.gather(this, changed, _ -> wake());
    }

    /** Returns at once. */
    @Scheduled(fixedDelayString = "${balise.directory.publisher.poll:2s}")
    void wake() {
        if (settings.way() == PublisherSettings.Way.NONE || !woken.compareAndSet(false, true)) return;
        try {
            worker.execute(() -> {
                woken.set(false); // before the round: what is wished during it wakes the next one
                round();
            });
        } catch (RejectedExecutionException closing) {
            log.debug("closing: the next start carries what waits");
        }
    }

    private void round() {
        try {
            while (carry() > 0) continue;
        } catch (RuntimeException e) {
            log.warn("errands could not be run; tried again in a few seconds", e);
        }
    }

    /** One batch. @return how many were taken; 0 when none was due, or the other side wants a pause */
    int carry() {
        var directory = way.getIfAvailable();
        if (directory == null || now().isBefore(quietUntil)) return 0;
        var taken = errands.take(now(), settings.lease(), settings.batch());
        if (taken.isEmpty()) return 0;
        var replies = directory.bring(taken.stream().map(Errand::wish).toList());
        for (int i = 0; i < replies.size(); i++) putDown(taken.get(i), replies.get(i));
        giveBack(taken.subList(replies.size(), taken.size()));
        return taken.size();
    }

    private void putDown(Errand errand, Reply reply) {
        switch (reply) {
            case Reply.Done _ -> errands.done(errand, now());
            case Reply.Refused(var why) -> fail(errand, why);
            case Reply.Later(var why, var after) -> {
                var pause = after == null ? settings.pauseAfter(errand.attempt()) : after;
                if (why.ofTheServer()) quietUntil = now().plus(pause);
                // A server that is away says nothing of the statement, however long it is.
                if (errand.attempt() >= settings.attempts() && !why.isAway()) fail(errand, why);
                else errands.later(errand, why, now().plus(pause));
            }
        }
    }

    private void fail(Errand errand, Trouble why) {
        log.warn("statement {} is not in the national directory: {}", errand.statement(), why.word());
        errands.failed(errand, why, now());
    }

    private void giveBack(List<Errand> rest) {
        var next = quietUntil.isAfter(now()) ? quietUntil : now();
        rest.forEach(errand -> errands.untouched(errand, next));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS); // as PostgreSQL keeps it: the lease is compared
    }

    @Override
    public void destroy() {
        worker.shutdownNow(); // what is under way is taken over when its lease ends
    }
}
