package fr.balise.promotion.web;

import fr.balise.identity.Rights;
import fr.balise.promotion.Choosing;
import org.springframework.stereotype.Component;

/** Whether home leads to the kit: templates call {@code @makingKnown}. */
@Component("makingKnown")
class MakingKnown {
    private final Rights rights;
    private final Choosing choosing;

    MakingKnown(Rights rights, Choosing choosing) {
        this.rights = rights;
        this.choosing = choosing;
    }

    /** A mailbox was chosen for some place. */
    public boolean isReady() {
        return rights.subject().filter(choosing::hasDecided).isPresent();
    }
}
