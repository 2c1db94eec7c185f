package fr.balise.mailbox;

import fr.balise.kernel.MailAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One thing that a person said of one mailbox. */
record Statement(MailAddress address, Kind kind, @Nullable Long situation, String by, Instant at) {

    enum Kind {
        BY_HAND,
        WITHDRAWN,
        SERVES,
        READ,
        NOT_READ,
        NOT_MINE,
        MINE;

        String word() {
            return Finding.word(name());
        }

        static Kind of(String word) {
            for (var kind : values()) if (kind.word().equals(word)) return kind;
            throw new IllegalStateException("unknown kind of statement: " + word);
        }
    }
}
