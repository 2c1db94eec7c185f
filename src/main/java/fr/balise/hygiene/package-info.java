/**
 * How full mailboxes are, of what, and how to make room without losing anything [L-M1] [L-M3] [L-M4] [L-M5]. Starts at
 * {@link fr.balise.hygiene.Stocktaking}, which knows what is inside, and {@link fr.balise.hygiene.Proposals}, which is pure and says what
 * can go. It proposes; a person disposes ({@link fr.balise.hygiene.Cleanings}).
 */
@ApplicationModule(
        allowedDependencies = {
            "identity",
            "jobs",
            "outbox",
            "mailbox",
            "mailbox :: lifecycle",
            "mailbox :: sharing",
            "mailbox :: takeout",
            "mailstore",
            "record"
        })
@NullMarked
package fr.balise.hygiene;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
