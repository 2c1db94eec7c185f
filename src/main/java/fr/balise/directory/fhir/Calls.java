package fr.balise.directory.fhir;

import fr.balise.identity.Pace;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** How often one application may call. */
@Component
class Calls {
    private static final int CALLERS = 20_000;

    private final Pace pace;

    Calls(FhirSettings settings) {
        pace = new Pace(CALLERS, settings.burst(), settings.callsPerSecond(), Duration.ofSeconds(1));
    }

    /** Seconds to wait; 0 when the call may be made. */
    long secondsToWait(String caller) {
        return pace.secondsToWait(caller);
    }
}
