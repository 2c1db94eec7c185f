package fr.balise.kernel;

import java.time.Duration;
import java.util.Optional;

/**
 * How long whoever stands at a door waits for one answer of what lies behind it. Outside of {@link #within} nobody waits: loads, exports
 * and other work may ask things that take long.
 */
public final class Patience {
    private static final ScopedValue<Duration> WAITING = ScopedValue.newInstance();

    private Patience() {}

    public static Optional<Duration> now() {
        return WAITING.isBound() ? Optional.of(WAITING.get()) : Optional.empty();
    }

    public static <T, X extends Throwable> T within(Duration longest, ScopedValue.CallableOp<? extends T, X> work)
            throws X {
        return ScopedValue.where(WAITING, longest).call(work);
    }
}
