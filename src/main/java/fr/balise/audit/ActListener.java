package fr.balise.audit;

import fr.balise.kernel.SensitiveAct;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Writes down what the rooms tell, in their transaction: an act without its trace is rolled back, and so is a trace without its act. The acts of
 * one transaction are written together, just before it commits.
 */
@Component
class ActListener {
    private final Entries entries;

    ActListener(Entries entries) {
        this.entries = entries;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(SensitiveAct act) {
        var told = (Told) TransactionSynchronizationManager.getResource(this);
        if (told == null) {
            told = new Told();
            TransactionSynchronizationManager.bindResource(this, told);
            TransactionSynchronizationManager.registerSynchronization(told);
        }
        told.add(act);
    }

    /** The acts of one transaction. */
    private final class Told implements TransactionSynchronization {
        private @Nullable List<SensitiveAct> waiting = new ArrayList<>();

        /** What is told while the transaction is being committed is written at once. */
        void add(SensitiveAct act) {
            if (waiting == null) entries.append(List.of(act));
            else waiting.add(act);
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            var acts = waiting;
            waiting = null;
            if (acts != null) entries.append(acts);
        }

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(ActListener.this);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(ActListener.this, this);
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(ActListener.this);
        }
    }
}
