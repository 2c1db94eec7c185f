package fr.balise.bench;

import fr.balise.portal.supervisor.EngineForTests;
import fr.balise.portal.supervisor.Instance.MailPort;
import fr.balise.testing.MailTalk;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Another operator that sends by several connections at once; the clock stops when the queue is empty. */
final class DeliveryLoad {
    private static final int CONNECTIONS = 6;
    private static final int TEXT_LINES = 60;

    /** Attempts that a server put off; they cost it time, and are told. */
    static final AtomicInteger DEFERRED = new AtomicInteger();

    private DeliveryLoad() {}

    /** @return messages per second, from the first connection to the last delivery */
    static double run(EngineForTests engine, List<String> addresses, int messages) throws Exception {
        var next = new AtomicInteger();
        long started = System.nanoTime();
        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = IntStream.range(0, CONNECTIONS)
                    .mapToObj(_ -> senders.<Void>submit(() -> {
                        send(engine, addresses, next, messages);
                        return null;
                    }))
                    .toList();
            for (Future<Void> one : all) one.get();
        }
        while (engine.queued() > 0) Thread.sleep(10);
        return messages / ((System.nanoTime() - started) / 1e9);
    }

    private static void send(EngineForTests engine, List<String> addresses, AtomicInteger next, int messages)
            throws IOException {
        var text = "Texte d'essai sans aucun nom, qui tient la place d'un compte rendu.\r\n".repeat(TEXT_LINES);
        try (var peer = MailTalk.smtp(
                engine.port(MailPort.MX), engine.data().resolve("certs").resolve("peer"))) {
            for (int n = next.getAndIncrement(); n < messages; n = next.getAndIncrement()) {
                var to = addresses.get(n % addresses.size());
                var replies = peer.send(
                        "doctor@peer.mssante.fr",
                        to,
                        "From: <doctor@peer.mssante.fr>\r\nTo: <" + to + ">\r\nMessage-ID: <" + n + "."
                                + System.nanoTime() + "@bench.test>\r\nSubject: essai\r\n\r\n" + text);
                if (replies.size() == 4 && replies.getLast().startsWith("250")) continue;
                if (!replies.getLast().startsWith("4")) throw new IOException("refused: " + replies);
                DEFERRED.incrementAndGet();
                next.decrementAndGet(); // another one is sent in its place
            }
        }
    }
}
