package fr.balise.identity.account;

import fr.balise.kernel.SensitiveAct;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Tells the audit what this room does. Call it inside the transaction of the act. */
@Component
public class Acts {
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Acts(ApplicationEventPublisher events, InstantSource clock) {
        this.events = events;
        this.clock = clock;
    }

    public void tell(String actor, String verb, String target, Map<String, String> before, Map<String, String> after) {
        events.publishEvent(new SensitiveAct(actor, "identity." + verb, target, before, after, clock.instant()));
    }

    public void tell(String actor, String verb, String target) {
        tell(actor, verb, target, Map.of(), Map.of());
    }
}
