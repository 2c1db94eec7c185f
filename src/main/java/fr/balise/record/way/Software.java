package fr.balise.record.way;

import fr.balise.kernel.MailAddress;
import java.net.URI;
import java.util.Set;

/**
 * Record software that takes documents.
 *
 * @param id 0 for one that is not kept yet
 * @param address where it is, at or below one that {@link Allowed} knows
 * @param login name to log in with; empty for none, or for a bearer token
 * @param secret password, token or private key; empty where it is not needed, or not asked for
 * @param hostKey fingerprint of the key of an SFTP server, {@code SHA256:…}
 * @param receiver application and facility that HL7 messages name, {@code DPI^CABINET}
 * @param pdf whether it takes PDF by HL7, which the national volet does not have
 * @param answers whether it leaves {@code .ok} or {@code .ko} beside what it took from a folder
 * @param serves mailboxes whose documents it may get: addresses, or domains with their @
 */
public record Software(
        long id,
        String name,
        Kind kind,
        URI address,
        String login,
        String secret,
        String hostKey,
        String receiver,
        boolean pdf,
        boolean answers,
        Set<String> serves,
        boolean active) {

    public enum Kind {
        FOLDER("file"),
        SFTP("sftp"),
        MLLP("mllps"),
        FHIR("https");

        private final String scheme;

        Kind(String scheme) {
            this.scheme = scheme;
        }

        /** Without encryption only where the settings name such an address letter for letter. */
        boolean takes(String word) {
            return scheme.equals(word) || this == MLLP && word.equals("mllp") || this == FHIR && word.equals("http");
        }
    }

    public Software {
        serves = Set.copyOf(serves);
    }

    public boolean serves(MailAddress mailbox) {
        return active && (serves.contains(mailbox.key()) || serves.contains("@" + mailbox.domain()));
    }

    @Override
    public String toString() {
        return "Software[" + id + " " + kind + "]";
    }
}
