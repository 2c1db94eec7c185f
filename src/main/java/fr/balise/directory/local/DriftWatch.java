package fr.balise.directory.local;

import fr.balise.directory.DriftSeen;
import fr.balise.directory.LoadApplied;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/** Compares each load with what Balise states, and tells. */
@Component
class DriftWatch {
    private static final Logger LOG = LoggerFactory.getLogger(DriftWatch.class);

    private final Statements statements;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    DriftWatch(Statements statements, ApplicationEventPublisher events, InstantSource clock) {
        this.statements = statements;
        this.events = events;
        this.clock = clock;
    }

    @ApplicationModuleListener
    void on(LoadApplied load) {
        long drifts = statements.drifts();
        if (drifts > 0) LOG.info("{} statements of ours are not as wanted in load {}", drifts, load.load());
        events.publishEvent(new DriftSeen(load.load(), drifts, clock.instant()));
    }
}
