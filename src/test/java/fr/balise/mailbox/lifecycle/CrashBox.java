package fr.balise.mailbox.lifecycle;

/** A mailbox of the campaign. */
final class CrashBox {
    final String address;
    final long id;
    final String secret;

    /** Its erasure was asked for: nothing that it held is waited for. */
    volatile boolean erased;

    /** Its deletion is being asked for: no mail is sent to it meanwhile, and what it holds stays. */
    volatile boolean closing;

    boolean takesMail() {
        return !erased && !closing;
    }

    CrashBox(String address, long id, String secret) {
        this.address = address;
        this.id = id;
        this.secret = secret;
    }
}
