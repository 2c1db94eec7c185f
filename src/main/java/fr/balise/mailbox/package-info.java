/**
 * The census of a person's mailboxes with the evidence for each, the diagnosis, and the requests to other operators. Starts at
 * {@link fr.balise.mailbox.Census}. Every method takes the {@link fr.balise.identity.Subject} it acts for and answers a refusal
 * as a value ({@link fr.balise.mailbox.Outcome}).
 */
@ApplicationModule(allowedDependencies = {"directory", "identity", "jobs", "mailstore", "outbox"})
@NullMarked
package fr.balise.mailbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
