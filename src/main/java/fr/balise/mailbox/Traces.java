package fr.balise.mailbox;

import fr.balise.identity.Actor;
import fr.balise.kernel.SensitiveAct;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Tells of each act in the transaction that does it. Targets are opaque ids: no name, no address. */
@Component
class Traces {
    private final ApplicationEventPublisher events;
    private final Days days;

    Traces(ApplicationEventPublisher events, Days days) {
        this.events = events;
        this.days = days;
    }

    void of(Actor actor, String verb, BoxId box, Map<String, String> before, Map<String, String> after) {
        of(actor.auditName(), verb, "box:" + box, before, after);
    }

    void of(Actor actor, String verb, BoxId box) {
        of(actor, verb, box, Map.of(), Map.of());
    }

    void of(String actor, String verb, String target, Map<String, String> before, Map<String, String> after) {
        events.publishEvent(new SensitiveAct(actor, "mailbox." + verb, target, before, after, days.now()));
    }
}
