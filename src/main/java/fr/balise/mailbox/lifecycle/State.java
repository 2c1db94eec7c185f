package fr.balise.mailbox.lifecycle;

import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.Words;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a hosted mailbox stands. A move that a state lacks as a method does not exist; the table is in docs/lifecycle.md. */
public sealed interface State {

    Instant since();

    /** When it last left the directory; empty for one that did not, or is no more. */
    default Optional<Instant> depublishedSince() {
        return switch (this) {
            case Depublished m -> Optional.of(m.since());
            case RetrievalOnly m -> Optional.of(m.before().since());
            case Active _, Erased _ -> Optional.empty();
        };
    }

    /** Listed if its holder wishes, receives, is read. */
    record Active(Instant since) implements State {
        Depublished depublish(Instant now, By by, @Nullable AutoReply reply) {
            return new Depublished(now, by, reply);
        }
    }

    /**
     * Not listed any more; still receives.
     *
     * @param reply what senders are answered; null for nothing
     */
    record Depublished(Instant since, By by, @Nullable AutoReply reply) implements State {
        Active republish(Instant now) {
            return new Active(now);
        }

        Depublished answering(@Nullable AutoReply other) {
            return new Depublished(since, by, other);
        }

        RetrievalOnly requestDeletion(Instant now, By by, LocalDate earliest, @Nullable MailAddress toldTo) {
            return new RetrievalOnly(now, by, earliest, earliest, toldTo, this);
        }
    }

    /**
     * Receives nothing; its holder reads and exports until the last day.
     *
     * @param earliest the day before which nothing is erased, whoever asks
     * @param eraseOn the day from which it may be erased, in the zone of the mailbox; never before {@code earliest}
     * @param toldTo the address that senders are told, where the holder agreed; null for none
     * @param before what taking the deletion back returns to
     */
    record RetrievalOnly(
            Instant since,
            By by,
            LocalDate earliest,
            LocalDate eraseOn,
            @Nullable MailAddress toldTo,
            Depublished before)
            implements State {

        public RetrievalOnly {
            if (eraseOn.isBefore(earliest)) throw new IllegalArgumentException("erasure before the earliest day");
        }

        Depublished takeBack() {
            return before;
        }

        RetrievalOnly erasedOn(LocalDate day) {
            return new RetrievalOnly(since, by, earliest, day, toldTo, before);
        }

        RetrievalOnly telling(@Nullable MailAddress other) {
            return new RetrievalOnly(since, by, earliest, eraseOn, other, before);
        }

        Erased erase(Instant now, LocalDate toldUntil) {
            return new Erased(now, new Tombstone(toldTo, toldTo == null ? null : toldUntil));
        }
    }

    /** The end. The address is never given to someone else: a stranger would receive a patient's mail. */
    record Erased(Instant since, Tombstone tombstone) implements State {}

    /**
     * What senders are told after the end.
     *
     * @param toldTo the new address, where the holder agreed
     * @param toldUntil last day on which it is told; null when nothing is
     */
    record Tombstone(@Nullable MailAddress toldTo, @Nullable LocalDate toldUntil) {
        public Tombstone {
            if ((toldTo == null) != (toldUntil == null))
                throw new IllegalArgumentException("an address without an end");
        }
    }

    /** The word that is stored and that docs/lifecycle.md uses. It outlives the name of the class. */
    default String word() {
        return switch (this) {
            case Active _ -> "active";
            case Depublished _ -> "depublished";
            case RetrievalOnly _ -> "retrieval-only";
            case Erased _ -> "erased";
        };
    }

    default Words words() {
        return switch (this) {
            case Active _ -> Words.of("mailbox.life.state.active");
            case Depublished _ -> Words.of("mailbox.life.state.depublished");
            case RetrievalOnly r -> Words.of("mailbox.life.state.retrieval-only", r.eraseOn());
            case Erased _ -> Words.of("mailbox.life.state.erased");
        };
    }
}
