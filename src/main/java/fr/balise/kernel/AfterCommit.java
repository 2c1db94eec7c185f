package fr.balise.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What is done once the present transaction is committed, and never if it is not: in the same thread, so it must be short. For work that
 * is found again by itself after a crash; where nothing looks again, an event listener of Modulith keeps it in a table instead, which
 * costs two statements and a commit for each event.
 */
public final class AfterCommit {
    private AfterCommit() {}

    /**
     * Hands everything that was given in one transaction over in one go; at once where there is no transaction.
     *
     * @param by who gathers, one list for each
     */
    public static <T> void gather(Object by, T one, Consumer<List<T>> work) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            work.accept(List.of(one));
            return;
        }
        @SuppressWarnings("unchecked") // put there below, by the same
        var before = (Gathered<T>) TransactionSynchronizationManager.getResource(new Key(by));
        var gathered = before == null ? new Gathered<>(by, work) : before;
        if (before == null) {
            TransactionSynchronizationManager.bindResource(new Key(by), gathered);
            TransactionSynchronizationManager.registerSynchronization(gathered);
        }
        gathered.all.add(one);
    }

    private record Key(Object by) {}

    private static final class Gathered<T> implements TransactionSynchronization {
        private final List<T> all = new ArrayList<>();
        private final Object by;
        private final Consumer<List<T>> work;

        Gathered(Object by, Consumer<List<T>> work) {
            this.by = by;
            this.work = work;
        }

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(new Key(by));
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(new Key(by), this);
        }

        @Override
        public void afterCommit() {
            work.accept(List.copyOf(all));
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(new Key(by));
        }
    }
}
