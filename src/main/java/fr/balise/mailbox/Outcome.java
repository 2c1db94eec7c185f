package fr.balise.mailbox;

import java.util.function.Function;

/** What came of an act: done, or refused with the reason. Exceptions are left for bugs and outages. */
public sealed interface Outcome<T> {

    record Done<T>(T value) implements Outcome<T> {}

    record Refused<T>(Refusal why) implements Outcome<T> {}

    static <T> Outcome<T> done(T value) {
        return new Done<>(value);
    }

    static <T> Outcome<T> refused(Refusal why) {
        return new Refused<>(why);
    }

    default boolean isDone() {
        return this instanceof Done;
    }

    /** The next act, on the value of this one; a refusal passes through. */
    default <U> Outcome<U> then(Function<T, Outcome<U>> next) {
        return switch (this) {
            case Done<T>(var value) -> next.apply(value);
            case Refused<T>(var why) -> new Refused<>(why);
        };
    }

    default <U> Outcome<U> map(Function<T, U> change) {
        return then(value -> done(change.apply(value)));
    }
}
