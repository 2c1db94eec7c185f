/**
 * The only door to mail storage. {@link fr.balise.mailstore.MailAccounts} holds the hosted mailboxes as rows, which Dovecot and
 * Postfix read through views: a change holds at their next lookup, and no server is reloaded. {@link fr.balise.mailstore.MailPasswords}
 * are what mail programs log in with; {@link fr.balise.mailstore.MailStore} reaches what is inside a mailbox.
 */
@ApplicationModule(allowedDependencies = {"identity"})
@NullMarked
package fr.balise.mailstore;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
