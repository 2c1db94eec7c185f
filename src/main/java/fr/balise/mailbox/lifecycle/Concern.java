package fr.balise.mailbox.lifecycle;

import fr.balise.mailbox.Words;
import java.time.LocalDate;

/** What the inactivity policy says of one mailbox. None of these touches it. */
public sealed interface Concern {

    /** Used, or not yet silent for long enough. @param until first day on which it would count as unused */
    record InUse(LocalDate until) implements Concern {}

    record UseUnknown() implements Concern {}

    /** Depublished or further: its closing has its own rules. */
    record Closing() implements Concern {}

    /** A hold or a suspension stands: the holder may be kept from using it. */
    record Restrained() implements Concern {}

    record Opposed(LocalDate until) implements Concern {}

    /** The holder is to be told. @param since last day of use, or the day of opening */
    record ToNotify(LocalDate since) implements Concern {}

    /** Told; the holder may oppose. */
    record Noticed(LocalDate on, LocalDate until) implements Concern {}

    /** A person is to be asked whether to depublish it. */
    record ToPropose(LocalDate since, LocalDate noticedOn) implements Concern {}

    /** The practice situation that it serves left the directory: a person is to be asked, used or not. */
    record SituationEnded(LocalDate on) implements Concern {}

    record Proposed(LocalDate on) implements Concern {}

    /** Whether somebody has something to do about it now. */
    default boolean asksForSomething() {
        return this instanceof ToNotify || this instanceof ToPropose || this instanceof SituationEnded;
    }

    default Words words() {
        return switch (this) {
            case InUse(var until) -> Words.of("mailbox.life.concern.in-use", until);
            case UseUnknown _ -> Words.of("mailbox.life.concern.use-unknown");
            case Closing _ -> Words.of("mailbox.life.concern.closing");
            case Restrained _ -> Words.of("mailbox.life.concern.restrained");
            case Opposed(var until) -> Words.of("mailbox.life.concern.opposed", until);
            case ToNotify(var since) -> Words.of("mailbox.life.concern.to-notify", since);
            case Noticed(var on, var until) -> Words.of("mailbox.life.concern.noticed", on, until);
            case ToPropose(var since, var noticed) -> Words.of("mailbox.life.concern.to-propose", since, noticed);
            case SituationEnded(var on) -> Words.of("mailbox.life.concern.situation-ended", on);
            case Proposed(var on) -> Words.of("mailbox.life.concern.proposed", on);
        };
    }
}
