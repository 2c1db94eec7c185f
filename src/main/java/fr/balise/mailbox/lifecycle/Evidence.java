package fr.balise.mailbox.lifecycle;

import fr.balise.kernel.Named;
import fr.balise.mailbox.Words;
import java.time.LocalDate;

/** What is kept of the dealings about an unused mailbox. Only appended to. */
public sealed interface Evidence {
    LocalDate on();

    /** The holder was told, by the channel that the holder chose. */
    record Noticed(LocalDate on, Channel channel) implements Evidence {}

    /** "Je demande le maintien". @param way by telephone to the operator works without a login */
    record Opposed(LocalDate on, Way way) implements Evidence {}

    /** The effect: somebody was asked to decide. Nothing was done to the mailbox. */
    record Proposed(LocalDate on) implements Evidence {}

    default Words words() {
        return switch (this) {
            case Noticed(var on, var channel) ->
                Words.of("mailbox.unused.evidence.noticed", on, Words.of("mailbox.unused.way." + Named.word(channel)));
            case Opposed(var on, var way) ->
                Words.of("mailbox.unused.evidence.opposed", on, Words.of("mailbox.unused.way." + Named.word(way)));
            case Proposed(var on) -> Words.of("mailbox.unused.evidence.proposed", on);
        };
    }

    enum Channel {
        MAILBOX,
        OTHER_MAIL,
        LETTER,
        TELEPHONE
    }

    enum Way {
        PORTAL,
        TELEPHONE,
        LETTER
    }
}
