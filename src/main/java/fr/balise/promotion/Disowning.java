package fr.balise.promotion;

import fr.balise.directory.Directory;
import fr.balise.mailbox.BoxDisowned;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** A mailbox that is not the person's is preferred nowhere any more, and named by no other one, with the same commit. */
@Component
class Disowning {
    private final Directory directory;
    private final Preferences preferences;

    private final ApplicationEventPublisher events;

    Disowning(Directory directory, Preferences preferences, ApplicationEventPublisher events) {
        this.directory = directory;
        this.preferences = preferences;
        this.events = events;
    }

    @EventListener
    void on(BoxDisowned said) {
        directory.person(said.person()).ifPresent(person -> {
            preferences.forget(person.id(), said.address());
            events.publishEvent(new ChoiceChanged(person.id(), said.at()));
        });
    }
}
