/**
 * What staff of the operator do with hosted mailboxes: open them, one by one or from a file, find them, take measures on many. Starts at
 * {@link fr.balise.mailbox.console.Creating}. Nothing here can read mail or subjects.
 */
@NullMarked
package fr.balise.mailbox.console;

import org.jspecify.annotations.NullMarked;
