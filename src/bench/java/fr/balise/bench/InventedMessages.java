package fr.balise.bench;

import fr.balise.mailstore.OpenMailbox;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Random;
import java.util.Set;

/** Messages as a mailbox of the space of trust holds them: one in five has an attachment; 20 kB on average. */
final class InventedMessages {
    private final Random random;
    private final String domain;

    /** @param domain of the mailbox that they are for */
    InventedMessages(Random random, String domain) {
        this.random = random;
        this.domain = domain;
    }

    /** Puts so many into the inbox, read, of the last five years and a half. */
    void put(OpenMailbox open, int many) throws IOException {
        for (int n = 0; n < many; n++) {
            var octets = octets(n, n % 5 == 0);
            open.append(
                    "INBOX",
                    Set.of("\\Seen"),
                    Instant.now().minus(Duration.ofDays(random.nextInt(2_000))),
                    octets.length,
                    new ByteArrayInputStream(octets));
        }
    }

    byte[] octets(int n, boolean attached) {
        return message(n, attached).getBytes(StandardCharsets.US_ASCII);
    }

    private String message(int n, boolean attached) {
        var head = "From: <sender" + random.nextInt(300) + "@peer.mssante.fr>\r\nTo: <large@" + domain
                + ">\r\nSubject: XDM/1.0/DDM " + n + "\r\nMessage-ID: <" + n
                + "@peer.mssante.fr>\r\nDate: Mon, 2 Mar 2026 10:15:00 +0100\r\nMIME-Version: 1.0\r\n";
        if (!attached) return head + "\r\n" + "Bonjour, merci de votre avis.\r\n".repeat(40 + random.nextInt(80));
        var octets = new byte[40_000 + random.nextInt(50_000)];
        random.nextBytes(octets);
        var name = n % 2 == 0 ? "IHE_XDM.zip" : "resultat" + n + ".pdf";
        return head
                + "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nBonjour\r\n--x\r\nContent-Type: application/octet-stream; name="
                + name + "\r\nContent-Disposition: attachment; filename=" + name
                + "\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                + Base64.getMimeEncoder().encodeToString(octets) + "\r\n--x--\r\n";
    }
}
