package fr.balise.identity;

import java.time.Duration;

/** For acts that want the person at the screen, not a session that was left open. */
public interface FreshLogin {
    /** Whether the session of the present request began with a login at most that long ago. By the machine's clock, not the demo's. */
    boolean within(Duration time);

    /** Whether whoever sends the present request just logged out in order to log in anew. Answers once. */
    default boolean isDue() {
        return false;
    }
}
