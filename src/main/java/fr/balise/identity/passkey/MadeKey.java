package fr.balise.identity.passkey;

/**
 * A key that a device has just made, checked.
 *
 * @param credential the device's own name for it
 * @param attestation what it said: holds the public key
 * @param count how often it signed before
 */
@SuppressWarnings("ArrayRecordComponent") // octets as the database takes them; nobody compares two
record MadeKey(byte[] credential, byte[] attestation, long count) {}
