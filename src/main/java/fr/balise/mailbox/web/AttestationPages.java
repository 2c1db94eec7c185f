package fr.balise.mailbox.web;

import fr.balise.mailbox.Attestations;
import fr.balise.mailbox.Attestations.Attestation;
import fr.balise.mailbox.lifecycle.MailboxId;
import java.nio.charset.StandardCharsets;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** Attestations of erasure, for the former holder: the PDF, the text that is signed, the signature, and the key to verify with. */
@Controller
class AttestationPages {
    private final Attestations attestations;
    private final Here here;

    AttestationPages(Attestations attestations, Here here) {
        this.attestations = attestations;
        this.here = here;
    }

    @GetMapping("/attestations/{mailbox:[0-9]{1,18}}/attestation.pdf")
    ResponseEntity<byte[]> pdf(@PathVariable("mailbox") long id) {
        return file(get(id).pdf(), MediaType.APPLICATION_PDF, "attestation-effacement.pdf");
    }

    @GetMapping("/attestations/{mailbox:[0-9]{1,18}}/attestation.txt")
    ResponseEntity<byte[]> text(@PathVariable("mailbox") long id) {
        return file(
                get(id).text().getBytes(StandardCharsets.UTF_8),
                new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8),
                "attestation.txt");
    }

    @GetMapping("/attestations/{mailbox:[0-9]{1,18}}/attestation.sig")
    ResponseEntity<byte[]> signature(@PathVariable("mailbox") long id) {
        return file(
                java.util.Base64.getDecoder().decode(get(id).signature()),
                MediaType.APPLICATION_OCTET_STREAM,
                "attestation.sig");
    }

    @GetMapping("/attestations/cle.pem")
    ResponseEntity<byte[]> key() {
        return file(
                attestations.publicKey().getBytes(StandardCharsets.US_ASCII),
                MediaType.TEXT_PLAIN,
                "balise-attestations.pem");
    }

    private Attestation get(long id) {
        if (id < 1) throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        return attestations
                .of(here.subject(), new MailboxId(id))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static ResponseEntity<byte[]> file(byte[] octets, MediaType type, String name) {
        return ResponseEntity.ok()
                .contentType(type)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(octets);
    }
}
