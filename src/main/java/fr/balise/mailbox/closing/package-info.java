/**
 * What stands around the closing of a mailbox: what the directory makes of it, what a delegate prepared, whom to tell, when to remind.
 * The closing itself is {@link fr.balise.mailbox.lifecycle.Lifecycle}.
 */
@NullMarked
package fr.balise.mailbox.closing;

import org.jspecify.annotations.NullMarked;
