package fr.balise.mailbox;

import fr.balise.mailbox.lifecycle.UseClass;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What is known of a mailbox being read: from which source, of which day, how sure. Never a guess. */
public sealed interface Evidence {

    /** Someone answered a check sent to the address itself, and it still counts. */
    record Confirmed(LocalDate on, LocalDate until) implements Evidence {}

    /** Someone else who shares the mailbox answered; who, is not told. Says that it is read, not that this person can. */
    record ConfirmedByColleague(LocalDate on, LocalDate until) implements Evidence {}

    /**
     * The servers recorded it: the last login, message read or sent, or look in the portal.
     *
     * @param recent whether it still shows that somebody is there
     */
    record Connected(LocalDate on, boolean recent) implements Evidence {}

    /** The same, as far as somebody who is not the holder may know. */
    record ConnectedWithin(UseClass used) implements Evidence {}

    record DeclaredRead(LocalDate on, String by) implements Evidence {}

    record DeclaredNotRead(LocalDate on, String by) implements Evidence {}

    /** A check was sent and nobody answered yet, or an earlier confirmation no longer counts. Never "inactive". */
    record NotConfirmed(@Nullable LocalDate asked, @Nullable LocalDate lastConfirmed) implements Evidence {}

    /** Nothing but the history of the directory, which tells nothing of reading. */
    record DirectoryHistoryOnly(LocalDate since, LocalDate asOf) implements Evidence {}

    /** Another operator holds the mailbox, and nobody was asked yet. */
    record HeldElsewhere() implements Evidence {}

    enum Confidence {
        /** Somebody showed that the mailbox was read. */
        PROVEN,
        /** Somebody said so. */
        STATED,
        NONE
    }

    default Confidence confidence() {
        return switch (this) {
            case Confirmed _, ConfirmedByColleague _ -> Confidence.PROVEN;
            case Connected(var _, var recent) -> recent ? Confidence.PROVEN : Confidence.NONE;
            case ConnectedWithin(var used) ->
                used == UseClass.UNDER_30_DAYS || used == UseClass.FROM_30_TO_90_DAYS
                        ? Confidence.PROVEN
                        : Confidence.NONE;
            case DeclaredRead _, DeclaredNotRead _ -> Confidence.STATED;
            case NotConfirmed _, DirectoryHistoryOnly _, HeldElsewhere _ -> Confidence.NONE;
        };
    }

    /** The day the evidence is of; null where there is none. */
    default @Nullable LocalDate date() {
        return switch (this) {
            case Confirmed c -> c.on();
            case ConfirmedByColleague c -> c.on();
            case Connected c -> c.on();
            case ConnectedWithin _ -> null;
            case DeclaredRead d -> d.on();
            case DeclaredNotRead d -> d.on();
            case NotConfirmed n -> n.asked() == null ? n.lastConfirmed() : n.asked();
            case DirectoryHistoryOnly h -> h.asOf();
            case HeldElsewhere _ -> null;
        };
    }

    /** The state, in the words of the house. */
    default Words words() {
        return switch (this) {
            case Confirmed c -> Words.of("mailbox.evidence.confirmed", c.on());
            case ConfirmedByColleague c -> Words.of("mailbox.evidence.confirmed-by-colleague", c.on());
            case Connected c -> Words.of("mailbox.evidence.connected", c.on());
            case ConnectedWithin(var used) -> used.words();
            case DeclaredRead d -> Words.of("mailbox.evidence.declared-read", d.on());
            case DeclaredNotRead d -> Words.of("mailbox.evidence.declared-not-read", d.on());
            case NotConfirmed _, DirectoryHistoryOnly _ -> Words.of("mailbox.evidence.not-confirmed");
            case HeldElsewhere _ -> Words.of("mailbox.evidence.held-elsewhere");
        };
    }

    /** Where it comes from and how far it goes. */
    default Words source() {
        return switch (this) {
            case Confirmed c -> Words.of("mailbox.evidence.source.check", c.on(), c.until());
            case ConfirmedByColleague c -> Words.of("mailbox.evidence.source.colleague", c.on(), c.until());
            case Connected _, ConnectedWithin _ -> Words.of("mailbox.evidence.source.servers");
            case DeclaredRead d -> Words.of("mailbox.evidence.source.declaration", d.by(), d.on());
            case DeclaredNotRead d -> Words.of("mailbox.evidence.source.declaration", d.by(), d.on());
            case NotConfirmed(LocalDate asked, var _)
            when asked != null -> Words.of("mailbox.evidence.source.asked", asked);
            case NotConfirmed(var _, LocalDate last)
            when last != null -> Words.of("mailbox.evidence.source.lapsed", last);
            case NotConfirmed _ -> Words.of("mailbox.evidence.source.none");
            case DirectoryHistoryOnly h -> Words.of("mailbox.evidence.source.directory", h.since(), h.asOf());
            case HeldElsewhere _ -> Words.of("mailbox.evidence.source.none");
        };
    }
}
