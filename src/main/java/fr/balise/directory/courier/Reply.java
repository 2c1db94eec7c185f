package fr.balise.directory.courier;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of bringing one wish. */
sealed interface Reply {

    /** @param changed false when it was so already */
    record Done(boolean changed) implements Reply {}

    /** @param after what the other side asked to wait; null when it did not say */
    record Later(Trouble why, @Nullable Duration after) implements Reply {}

    /** It will not change by itself: somebody must look. */
    record Refused(Trouble why) implements Reply {}
}
