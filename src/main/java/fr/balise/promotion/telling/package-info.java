/**
 * Tells people which mailbox to write to [L-P1] [L-P2]: those who still write to another one, or those of an address book, once each, in the
 * name of the preferred mailbox. {@link fr.balise.promotion.telling.Announcing} shows who would be told, and sends;
 * {@link fr.balise.promotion.telling.OldMailboxes} is pure. Whom somebody told is kept by nobody: only digests, with the mailbox.
 */
@NamedInterface("telling")
@NullMarked
package fr.balise.promotion.telling;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
