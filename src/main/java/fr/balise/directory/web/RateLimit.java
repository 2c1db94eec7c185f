package fr.balise.directory.web;

import fr.balise.directory.search.SearchSettings;
import fr.balise.identity.Pace;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** How often one client address may search. */
@Component
class RateLimit {
    private static final int CLIENTS = 20_000;

    private final Pace pace;

    RateLimit(SearchSettings settings) {
        pace = new Pace(CLIENTS, settings.burst(), settings.requestsPerMinute(), Duration.ofMinutes(1));
    }

    /** Seconds to wait; 0 when the search may be made. */
    long secondsToWait(String client) {
        return pace.secondsToWait(client);
    }
}
