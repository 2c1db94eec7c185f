package fr.balise.mailbox.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.lifecycle.Correspondents.Writer;
import fr.balise.mailstore.MessageHead;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** People can be told, machines cannot, and a patient is never shown. */
class CorrespondentsTests {
    private static boolean automatic(String from, Map<String, String> fields) {
        return StoredCorrespondents.automatic(MailAddress.parse(from), new MessageHead(from, null, null, null, fields));
    }

    @Test
    void peopleArePeople() {
        assertThat(automatic("anne.essai@a.mssante.fr", Map.of())).isFalse();
        assertThat(automatic("anne.essai@a.mssante.fr", Map.of("auto-submitted", "no")))
                .isFalse();
        assertThat(automatic("anne.essai@a.mssante.fr", Map.of("auto-submitted", "No; by=hand")))
                .isFalse();
        assertThat(automatic("anne.essai@a.mssante.fr", Map.of("precedence", "first-class")))
                .isFalse();
    }

    @Test
    void machinesSayThatTheyAreOrAreNamedSo() {
        assertThat(automatic("dpi@a.mssante.fr", Map.of("auto-submitted", "auto-generated")))
                .isTrue();
        assertThat(automatic("dpi@a.mssante.fr", Map.of("precedence", " Bulk"))).isTrue();
        assertThat(automatic("dpi@a.mssante.fr", Map.of("list-id", "<a.b>"))).isTrue();
        assertThat(automatic("dpi@a.mssante.fr", Map.of("return-path", "<>"))).isTrue();
        assertThat(automatic("Ne-Pas-Repondre@a.mssante.fr", Map.of())).isTrue();
        assertThat(automatic("bounces+7@a.mssante.fr", Map.of())).isTrue();
    }

    @Test
    void aPatientIsMasked() {
        var patient = new Writer(MailAddress.parse("279035121518989@patient.mssante.fr"), 1, Instant.EPOCH, false);
        assertThat(patient.patient()).isTrue();
        assertThat(patient.shown()).isEqualTo("…@patient.mssante.fr");
    }
}
