package fr.balise.testing;

import fr.balise.mailstore.AccountId;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/** Balise with real Dovecot and Postfix beside it; all such tests of a run share one application and one pair of servers. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest
@Import(TestTokens.class)
@ContextConfiguration(initializers = FreshEngine.class)
public @interface EngineTest {
    /** Numbers of mailboxes that no other test uses. */
    final class Ids {
        private static final AtomicLong LAST = new AtomicLong(1_000_000);

        private Ids() {}

        public static AccountId next() {
            return new AccountId(LAST.incrementAndGet());
        }
    }
}
