/**
 * Hands documents of mail over to record software before anything is deleted, and keeps a receipt of each [L-M2] [L-M5]. Starts at
 * {@link fr.balise.record.HandOvers}; what is inside a message is told by {@code document}, the ways to software are in {@code way}, one
 * port for all. A proof is what the software answered, never that something was sent.
 */
@ApplicationModule(
        allowedDependencies = {
            "identity",
            "jobs",
            "outbox",
            "mailbox",
            "mailbox :: lifecycle",
            "mailbox :: sharing",
            "mailstore"
        })
@NullMarked
package fr.balise.record;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
