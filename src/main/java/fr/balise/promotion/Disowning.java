package fr.balise.promotion;

import fr.balise.directory.Directory;
import fr.balise.mailbox.BoxDisowned;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** A mailbox that is not the person's is preferred nowhere any more, with the same commit. */
@Component
class Disowning {
    private final Directory directory;
    private final Preferences preferences;

    Disowning(Directory directory, Preferences preferences) {
        this.directory = directory;
        this.preferences = preferences;
    }

    @EventListener
    void on(BoxDisowned said) {
        directory.person(said.person()).ifPresent(person -> preferences.forget(person.id(), said.address()));
    }
}
