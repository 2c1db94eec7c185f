package fr.balise.audit;

import fr.balise.kernel.SensitiveAct;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Writes down what the rooms tell, in their transaction: an act without its trace is rolled back, and so is a trace without its act. */
@Component
class ActListener {
    private final Entries entries;

    ActListener(Entries entries) {
        this.entries = entries;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(SensitiveAct act) {
        entries.append(act);
    }
}
