package fr.balise.outbox;

import fr.balise.outbox.Delivery.Undeliverable;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Empties the queue: woken after each commit that queued something, and every few seconds for what was left behind. */
@Component
class Sender implements DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(Sender.class);

    private final Messages messages;
    private final Delivery delivery;
    private final OutboxSettings settings;
    private final InstantSource clock;
    private final ExecutorService worker =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("outbox").factory());
    private final AtomicBoolean woken = new AtomicBoolean();

    Sender(
            Messages messages,
            @Qualifier(Delivery.WAY) Delivery delivery,
            OutboxSettings settings,
            InstantSource clock) {
        this.messages = messages;
        this.delivery = delivery;
        this.settings = settings;
        this.clock = clock;
    }

    /** Returns at once. */
    @Scheduled(fixedDelayString = "${balise.outbox.poll:10s}")
    void wake() {
        if (!woken.compareAndSet(false, true)) return;
        try {
            worker.execute(() -> {
                woken.set(false); // before the round: what is queued during it wakes the next one
                round();
            });
        } catch (RejectedExecutionException closing) {
            log.debug("closing: the next start sends what is queued");
        }
    }

    private void round() {
        try {
            sendDue();
        } catch (RuntimeException e) {
            log.warn("the outbox could not be emptied; tried again in a few seconds", e);
        }
    }

    /** Sends what is due and what the throttle lets through. No transaction is open while a message is delivered. */
    int sendDue() {
        for (int sent = 0; ; sent++) {
            var message = messages.take(clock.instant(), settings.lease(), settings.perMinute());
            if (message.isEmpty()) return sent;
            send(message.get());
        }
    }

    private void send(Message message) {
        try {
            delivery.deliver(message);
            messages.sent(message, clock.instant());
        } catch (Undeliverable never) {
            log.warn("message {} is given up: {}", message.id(), never.getMessage());
            messages.givenUp(message, String.valueOf(never.getMessage()), clock.instant());
        } catch (IOException later) {
            log.warn(
                    "message {} did not leave, attempt {}: {}",
                    message.id(),
                    message.attempt(),
                    later.getClass().getSimpleName());
            postpone(message, later);
        }
    }

    private void postpone(Message message, IOException why) {
        var failure = why.getClass().getSimpleName();
        if (message.attempt() >= settings.attempts()) messages.givenUp(message, failure, clock.instant());
        else messages.again(message, failure, clock.instant().plus(Backoff.after(message.attempt(), settings)));
    }

    @Override
    public void destroy() {
        worker.close();
    }
}
