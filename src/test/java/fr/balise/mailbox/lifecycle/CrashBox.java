package fr.balise.mailbox.lifecycle;

/** A mailbox of the campaign. */
final class CrashBox {
    final String address;
    final long id;
    final String secret;

    /** Its erasure was asked for: nothing that it held is waited for. */
    volatile boolean erased;

    CrashBox(String address, long id, String secret) {
        this.address = address;
        this.id = id;
        this.secret = secret;
    }
}
