package fr.balise.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.mailbox.lifecycle.By;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.Opening;
import fr.balise.mailbox.lifecycle.Openings;
import fr.balise.mailbox.lifecycle.Owner;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.ZoneId;
import java.util.Base64;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@NullUnmarked
@MailboxModuleTest
class AttestationModuleTests {
    private static int number;

    @Autowired
    Attestations attestations;

    @Autowired
    Openings openings;

    @Autowired
    Scene.Stage stage;

    @Autowired
    InMemoryDirectory directory;

    @Autowired
    JdbcClient jdbc;

    Scene.Doctor doctor;
    Hosted mailbox;

    @BeforeEach
    void aMailbox() {
        doctor = stage.doctor();
        var address = MailAddress.parse("attestee" + number++ + "@balise-essai.mssante.fr");
        directory.lists(address.toString(), doctor.person());
        mailbox = ((Opening.Opened) openings.open(
                        address,
                        MailboxType.PER,
                        new Owner.OfPerson(doctor.person().nationalId()),
                        null,
                        ZoneId.of("Europe/Paris"),
                        By.SYSTEM))
                .mailbox();
    }

    /** As the end of the closing leaves it. */
    private void erased(boolean obeyed) {
        jdbc.sql(
                        "insert into mailbox.hosted_act (hosted, act, state, version, at, by_actor, by_name) values"
                                + " (:id, 'request-deletion', 'retrieval-only', 1, '2026-10-01T08:00:00Z', 'account:1', 'Camille ESSAI')")
                .param("id", mailbox.id().value())
                .update();
        jdbc.sql("update mailbox.hosted set state = 'erased', since = '2026-11-05T09:30:00Z', version = 2,"
                        + " retrieved_how = 'said', retrieved_at = since, retrieved_by = 'account:1', retrieved_by_name = '',"
                        + " in_line = :line where id = :id")
                .param("line", obeyed ? 2 : 1)
                .param("id", mailbox.id().value())
                .update();
        jdbc.sql("insert into mailbox.erased_content values (:id, 1214, 98765432, '2026-11-05T09:31:00Z')")
                .param("id", mailbox.id().value())
                .update();
    }

    @Test
    void onceErasedItsFormerHolderGetsASignedTextThatSaysWhatItDoesNotCover() throws Exception {
        erased(true);
        var attestation = attestations.of(doctor.self(), mailbox.id()).orElseThrow();

        assertThat(attestation.text())
                .contains(mailbox.address().toString(), "effacée le 5 novembre 2026 à 10:30")
                .contains("À la demande de Camille ESSAI, le 1er octobre 2026 à 10:00")
                .contains("la boîte contenait 1\u202f214 messages (98\u202f765\u202f432 octets).")
                .contains("jusqu’au 3 février 2027")
                .contains("ne couvre pas", "messages envoyés");
        assertThat(verifies(attestation.text(), attestation.signature())).isTrue();
        assertThat(verifies(attestation.text().replace("novembre", "octobre"), attestation.signature()))
                .as("a changed word")
                .isFalse();
        assertThat(attestations.of(doctor.self(), mailbox.id()).orElseThrow().text())
                .isEqualTo(attestation.text());
        try (var pdf = Loader.loadPDF(attestation.pdf())) {
            var words = new PDFTextStripper().getText(pdf);
            assertThat(words).contains(mailbox.address().toString(), "Ed25519");
            assertThat(words.replaceAll("\\s", "")).contains(attestation.signature());
        }
    }

    @Test
    void nothingIsAttestedBeforeTheServersObeyedNorToAnybodyElse() {
        assertThat(attestations.of(doctor.self(), mailbox.id()))
                .as("still there")
                .isEmpty();
        erased(false);
        assertThat(attestations.of(doctor.self(), mailbox.id()))
                .as("the mail may still be there")
                .isEmpty();
        jdbc.sql("update mailbox.hosted set in_line = version where id = :id")
                .param("id", mailbox.id().value())
                .update();
        assertThat(attestations.of(doctor.self(), mailbox.id())).isPresent();
        assertThat(attestations.of(stage.doctor().self(), mailbox.id())).isEmpty();
        assertThat(attestations.of(doctor.secretary(), mailbox.id())).isEmpty();
    }

    private boolean verifies(String text, String signature) throws Exception {
        var pem = attestations.publicKey().replaceAll("-----[A-Z ]+-----|\\s", "");
        var open = KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(pem)));
        var verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(open);
        verifier.update(text.getBytes(StandardCharsets.UTF_8));
        return verifier.verify(Base64.getDecoder().decode(signature));
    }
}
