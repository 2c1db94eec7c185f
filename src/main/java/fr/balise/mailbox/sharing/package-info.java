/**
 * Who may open which hosted mailbox, and with which passwords of mail programs: the owner, the person responsible for a shared mailbox, and
 * those to whom either gave a dated right. Starts at {@link fr.balise.mailbox.sharing.Keyring}. Every right ends in the mail servers too:
 * passwords are withdrawn in the same commit, and open sessions end.
 */
@NamedInterface("sharing")
@NullMarked
package fr.balise.mailbox.sharing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
