/**
 * Puts a signature under a message that is on its way out, and changes nothing else in it. Starts at
 * {@link fr.balise.gateway.signing.Signer}. Pure.
 */
@NullMarked
package fr.balise.gateway.signing;

import org.jspecify.annotations.NullMarked;
