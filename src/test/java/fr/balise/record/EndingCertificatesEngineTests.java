package fr.balise.record;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.identity.Actor;
import fr.balise.identity.Actor.Role;
import fr.balise.record.way.Software;
import fr.balise.testing.EngineTest;
import fr.balise.testing.FreshEngine;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Staff are told in time that a client certificate ends, once for each level. */
@NullUnmarked
@EngineTest
class EndingCertificatesEngineTests {
    private static final String PASSWORD = "changeit";

    @TempDir
    Path folder;

    @Autowired
    EndingCertificates certificates;

    @Autowired
    SoftwareRows softwares;

    @Autowired
    JdbcClient jdbc;

    private String valid(String name, int days) throws Exception {
        return valid(name, "", days);
    }

    private String valid(String name, String from, int days) throws Exception {
        var file = folder.resolve(name + ".p12").toFile();
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var made = new ProcessBuilder(
                        (keytool + " -genkeypair -alias it -keyalg EC -dname CN=" + name + " -validity " + days + from
                                        + " -storetype PKCS12 -storepass " + PASSWORD + " -keystore " + file.getPath())
                                .split(" "))
                .inheritIO()
                .start();
        if (made.waitFor() != 0) throw new IOException("keytool failed");
        var keys = KeyStore.getInstance(file, PASSWORD.toCharArray());
        return pem("PRIVATE KEY", keys.getKey("it", PASSWORD.toCharArray()).getEncoded())
                + pem("CERTIFICATE", keys.getCertificate("it").getEncoded());
    }

    private static String pem(String kind, byte[] octets) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(octets) + "\n-----END " + kind
                + "-----\n";
    }

    private long software(String name, String secret) {
        return softwares.add(new Software(
                0,
                name,
                Software.Kind.FHIR,
                URI.create("https://dpi.example/fhir"),
                "",
                secret,
                "",
                "",
                false,
                false,
                Set.of("@" + FreshEngine.DOMAIN),
                true));
    }

    private List<String> told() {
        return jdbc.sql("select subject from outbox.message where purpose = 'software' order by id")
                .query(String.class)
                .list();
    }

    @Test
    void staffAreToldOnceThatItHasEnded() throws Exception {
        long ended = software("DPI muet", valid("ended", " -startdate -40d", 39));
        var staff = new Actor(1, "Inès", null, Set.of(Role.OPERATOR));
        int before = told().size();
        try {
            assertThat(certificates.of(staff))
                    .extracting(EndingCertificates.Ending::over)
                    .containsExactly(true);
            certificates.round();
            certificates.round();
            assertThat(told()).hasSize(before + 1);
            assertThat(told().getLast()).startsWith("Certificat client terminé");
        } finally {
            jdbc.sql("delete from record.certificate_told").update();
            jdbc.sql("delete from record.software where id = :id")
                    .param("id", ended)
                    .update();
        }
    }

    @Test
    void staffAreToldThirtyDaysBeforeAndSevenOnceEach() throws Exception {
        long soon = software("DPI bientôt", valid("soon", 20));
        long later = software("DPI plus tard", valid("later", 90));
        long token = software("DPI à jeton", "jeton");
        var staff = new Actor(1, "Inès", null, Set.of(Role.OPERATOR));
        int before = told().size();
        try {
            assertThat(certificates.of(staff))
                    .extracting(EndingCertificates.Ending::name)
                    .containsExactly("DPI bientôt");
            assertThat(certificates.of(new Actor(2, "Camille", null, Set.of()))).isEmpty();
            certificates.round();
            certificates.round();
            assertThat(told()).hasSize(before + 1);
            assertThat(told().getLast()).startsWith("Certificat client à remplacer");
            softwares.secret(soon, valid("sooner", 3));
            certificates.round();
            certificates.round();
            assertThat(told()).as("another one, with less than seven days").hasSize(before + 2);
            assertThat(certificates.of(staff)).hasSize(1);
            softwares.secret(soon, valid("new", 365));
            certificates.round();
            assertThat(told()).hasSize(before + 2);
            assertThat(certificates.of(staff)).isEmpty();
        } finally {
            jdbc.sql("delete from record.certificate_told").update();
            for (long id : new long[] {soon, later, token})
                jdbc.sql("delete from record.software where id = :id")
                        .param("id", id)
                        .update();
        }
    }
}
