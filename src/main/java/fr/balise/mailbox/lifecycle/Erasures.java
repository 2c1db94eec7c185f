package fr.balise.mailbox.lifecycle;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Erases what is due. Nothing is called erased while there is no {@link Engine} that keeps mail and could erase it. */
@Component
class Erasures {
    private static final Logger log = LoggerFactory.getLogger(Erasures.class);
    private static final int PAGE = 100;

    private final HostedRows rows;
    private final Lifecycle lifecycle;
    private final ObjectProvider<Engine> engines;
    private final InstantSource clock;

    Erasures(HostedRows rows, Lifecycle lifecycle, ObjectProvider<Engine> engines, InstantSource clock) {
        this.rows = rows;
        this.lifecycle = lifecycle;
        this.engines = engines;
        this.clock = clock;
    }

    @Scheduled(initialDelayString = "2m", fixedDelayString = "15m")
    void round() {
        if (engines.stream().noneMatch(Engine::keepsMail)) return;
        int erased = 0;
        // Whatever the zone, its day is at most one day ahead of that of UTC; the rules count in the mailbox's own.
        var day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(1);
        for (var page = rows.due(day, 0, PAGE); !page.isEmpty(); ) {
            for (var id : page)
                if (lifecycle.apply(id, new Command.Erase(), By.SYSTEM) instanceof Decision.Changed) erased++;
            page = rows.due(day, page.getLast().value(), PAGE);
        }
        if (erased > 0) log.info("{} mailboxes erased", erased);
    }
}
