package fr.balise.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

class AfterCommitTests {
    private final TransactionTemplate transaction = new TransactionTemplate(new Transactions());
    private final List<List<String>> told = new ArrayList<>();

    @Test
    void whatOneTransactionGathersIsHandedOverTogetherOnceItIsCommitted() {
        transaction.executeWithoutResult(_ -> {
            AfterCommit.gather(this, "a", told::add);
            AfterCommit.gather(this, "b", told::add);
            AfterCommit.gather("another", "c", told::add);
            assertThat(told).isEmpty();
        });
        assertThat(told).containsExactly(List.of("a", "b"), List.of("c"));
        transaction.executeWithoutResult(_ -> AfterCommit.gather(this, "d", told::add));
        assertThat(told).hasSize(3).last().isEqualTo(List.of("d"));
    }

    @Test
    void whatIsRolledBackIsNeverTold() {
        transaction.executeWithoutResult(status -> {
            AfterCommit.gather(this, "a", told::add);
            status.setRollbackOnly();
        });
        transaction.executeWithoutResult(_ -> AfterCommit.gather(this, "b", told::add));
        assertThat(told).containsExactly(List.of("b"));
    }

    @Test
    void withoutATransactionItIsToldAtOnce() {
        AfterCommit.gather(this, "a", told::add);
        assertThat(told).containsExactly(List.of("a"));
    }

    private static final class Transactions extends AbstractPlatformTransactionManager {
        private static final long serialVersionUID = 1;

        @Override
        protected Object doGetTransaction() {
            return new Object();
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {}

        @Override
        protected void doCommit(DefaultTransactionStatus status) {}

        @Override
        protected void doRollback(DefaultTransactionStatus status) {}

        @Override
        protected void doSetRollbackOnly(DefaultTransactionStatus status) {}
    }
}
