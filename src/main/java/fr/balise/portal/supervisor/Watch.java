package fr.balise.portal.supervisor;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Tells when one of the system's mail servers begins or ceases to answer, so that the journal of Balise has it. */
final class Watch {
    private static final Duration PAUSE = Duration.ofSeconds(20);

    private final SystemServers servers;
    private final Consumer<String> tell;
    private final Map<String, String> told = new HashMap<>();
    private long nextNanos = System.nanoTime();

    Watch(SystemServers servers, Consumer<String> tell) {
        this.servers = servers;
        this.tell = tell;
    }

    /** Asks them where the last time is long enough ago. */
    void look() throws IOException, InterruptedException {
        if (System.nanoTime() < nextNanos) return;
        nextNanos = System.nanoTime() + PAUSE.toNanos();
        for (var server : List.of("dovecot", "postfix")) {
            var state = servers.state(server);
            if (!state.equals(told.put(server, state))) tell.accept("the system's " + server + ": " + state);
        }
    }
}
