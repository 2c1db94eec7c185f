package fr.balise.mailstore;

import fr.balise.kernel.MailAddress;
import java.time.Instant;
import org.springframework.util.unit.DataSize;

/**
 * A hosted mailbox as the mail servers see it.
 *
 * @param delivery what becomes of mail that arrives
 * @param access what its holder and delegates may do through a mail program
 * @param erased nothing is left of it but the address
 */
public record MailAccount(
        AccountId id,
        MailAddress address,
        DataSize quota,
        Delivery delivery,
        Access access,
        Instant openedAt,
        boolean erased) {

    /** What becomes of mail that arrives. */
    public sealed interface Delivery {
        record Accept() implements Delivery {}

        /** @param line the reply at RCPT, a permanent one with its enhanced code [RFC5321 4.2.3] [RFC3463 3.2] */
        record Refuse(String line) implements Delivery {
            public Refuse {
                if (!line.matches("5\\d\\d 5\\.\\d\\.\\d{1,2} [ -~]{1,250}"))
                    throw new IllegalArgumentException("not a permanent reply with an enhanced code");
            }
        }
    }

    public enum Access {
        /** Reads, writes, sends. */
        OPEN,
        /** Reads and copies out; changes and sends nothing. */
        READ,
        /** No mail program gets in. */
        OFF
    }
}
