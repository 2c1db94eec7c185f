package fr.balise.mailbox.lifecycle;

/**
 * A password for a mail program, shown once.
 *
 * @param address name to log in with
 */
public record AppPassword(long id, String address, String secret) {
    /** Never printed by accident. */
    @Override
    public String toString() {
        return "AppPassword[" + id + "]";
    }
}
