package fr.balise.mailbox.lifecycle;

import fr.balise.mailbox.Words;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands before a deletion, so that nothing is lost by haste. Each says what opens it. */
public sealed interface Gate {

    /** Nobody can tell what the mailbox holds: wait until it can be told. */
    record Unknown() implements Gate {}

    /** Opened by reading them, or by one justification for all. */
    record UnreadDocuments(long count) implements Gate {}

    /** Opened by {@link Opened#WITHOUT_PROOF}. */
    record WithoutProof(long count) implements Gate {}

    /** Opened by {@link Opened#STILL_RECEIVING}. */
    record StillReceiving(LocalDate last, int correspondents) implements Gate {}

    /** Opened by waiting, or by {@link Opened#EARLY}. */
    record Early(LocalDate advisedFrom) implements Gate {}

    /** Opened by an export, a copy, or the word of the holder. */
    record NothingRetrieved() implements Gate {}

    /** Mail came after what was retrieved. Opened by {@link Opened#SINCE_RETRIEVED}. */
    record SinceRetrieved(LocalDate last, LocalDate retrieved) implements Gate {}

    /** What the holder was shown and said yes to. */
    enum Opened {
        WITHOUT_PROOF,
        STILL_RECEIVING,
        EARLY,
        SINCE_RETRIEVED
    }

    default Words words() {
        return switch (this) {
            case Unknown _ -> Words.of("mailbox.life.gate.unknown");
            case UnreadDocuments(var count) -> Words.of("mailbox.life.gate.unread-documents", count);
            case WithoutProof(var count) -> Words.of("mailbox.life.gate.without-proof", count);
            case StillReceiving(var last, var correspondents) ->
                Words.of("mailbox.life.gate.still-receiving", last, correspondents);
            case Early(var advisedFrom) -> Words.of("mailbox.life.gate.early", advisedFrom);
            case NothingRetrieved _ -> Words.of("mailbox.life.gate.nothing-retrieved");
            case SinceRetrieved(var last, var retrieved) ->
                Words.of("mailbox.life.gate.since-retrieved", last, retrieved);
        };
    }

    /** The gates that are shut for this mailbox now, whatever the holder says; the gravest first. */
    static List<Gate> shut(Hosted mailbox, Circumstances at) {
        var shut = new ArrayList<Gate>();
        var inside = at.inside();
        if (inside == null) shut.add(new Unknown());
        else {
            if (inside.unreadDocuments() > 0) shut.add(new UnreadDocuments(inside.unreadDocuments()));
            if (inside.unproven() > 0) shut.add(new WithoutProof(inside.unproven()));
            var last = inside.lastReceived();
            if (last != null && inside.stillWriting() > 0)
                shut.add(new StillReceiving(mailbox.day(last), inside.stillWriting()));
        }
        var advised = mailbox.day(mailbox.state().since()).plus(at.terms().advisedDepublished());
        if (mailbox.day(at.now()).isBefore(advised)) shut.add(new Early(advised));
        var retrieval = mailbox.retrieval();
        if (retrieval == null) shut.add(new NothingRetrieved());
        else if (inside != null
                && inside.lastReceived() != null
                && inside.lastReceived().isAfter(retrieval.at()))
            shut.add(new SinceRetrieved(mailbox.day(inside.lastReceived()), mailbox.day(retrieval.at())));
        return List.copyOf(shut);
    }

    /** Whether what the holder said opens it. */
    default boolean opensFor(Command.RequestDeletion said) {
        return switch (this) {
            case Unknown _, NothingRetrieved _ -> false;
            case UnreadDocuments _ -> justified(said.justification());
            case WithoutProof _ -> said.seen().contains(Opened.WITHOUT_PROOF);
            case StillReceiving _ -> said.seen().contains(Opened.STILL_RECEIVING);
            case Early _ -> said.seen().contains(Opened.EARLY);
            case SinceRetrieved _ -> said.seen().contains(Opened.SINCE_RETRIEVED);
        };
    }

    private static boolean justified(@Nullable String justification) {
        return justification != null && LifecycleRules.isReason(justification);
    }
}
