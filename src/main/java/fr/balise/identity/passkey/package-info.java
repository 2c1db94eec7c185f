/**
 * Keys that a device keeps and opens by finger, face or code [WEBAUTHN 1], for invited people who have no provider: Balise sends a
 * random challenge, the device signs it for this portal's name alone, and Balise checks that with the public key.
 */
@NullMarked
package fr.balise.identity.passkey;

import org.jspecify.annotations.NullMarked;
