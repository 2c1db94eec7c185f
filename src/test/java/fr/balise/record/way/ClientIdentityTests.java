package fr.balise.record.way;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLServerSocket;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;

/** Software that wants to see a certificate before it takes anything. */
@NullUnmarked
class ClientIdentityTests {
    private static final String PASSWORD = "changeit";

    @TempDir
    Path folder;

    private KeyStore ours;
    private KeyStore theirs;
    private Line line;

    @BeforeEach
    void keys() throws Exception {
        ours = keyStore("client");
        theirs = keyStore("server");
        var authorities = Files.writeString(folder.resolve("ca.pem"), certificate(theirs));
        line = new Line(authorities, Duration.ofSeconds(5));
    }

    private static String pem(String kind, byte[] octets) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(octets) + "\n-----END " + kind
                + "-----\n";
    }

    private static String certificate(KeyStore keys) throws Exception {
        return pem("CERTIFICATE", keys.getCertificate("it").getEncoded());
    }

    private static String key(KeyStore keys) throws Exception {
        return pem("PRIVATE KEY", keys.getKey("it", PASSWORD.toCharArray()).getEncoded());
    }

    private static Software software(Software.Kind kind, String address, String secret) {
        return new Software(
                1, "DPI", kind, URI.create(address), "", secret, "", "A^B", false, false, Set.of("@a.fr"), true);
    }

    @Test
    void aKeyAndTheCertificateToItAreOneAndNothingElseIs() throws Exception {
        assertThat(ClientIdentity.read(key(ours) + certificate(ours))).isPresent();
        assertThat(ClientIdentity.read(certificate(ours) + key(ours))).isPresent();
        for (var odd : new String[] {
            "",
            "jeton",
            key(ours),
            certificate(ours),
            key(ours) + certificate(theirs),
            "-----BEGIN PRIVATE KEY-----\nAAAA\n"
        })
            assertThat(ClientIdentity.read(odd))
                    .as(odd.isEmpty() ? "empty" : odd.substring(0, 5))
                    .isEmpty();
        assertThat(ClientIdentity.isMeant("jeton")).isFalse();
    }

    @Test
    void softwareOverFhirSeesOurCertificateAndNoToken() throws Exception {
        var seen = new AtomicReference<String>();
        var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(bundle().createSslContext()) {
            @Override
            public void configure(HttpsParameters parameters) {
                var strict = getSSLContext().getDefaultSSLParameters();
                strict.setNeedClientAuth(true);
                parameters.setSSLParameters(strict);
            }
        });
        server.createContext("/fhir/metadata", http -> {
            seen.set(((HttpsExchange) http).getSSLSession().getPeerPrincipal().getName() + " "
                    + http.getRequestHeaders().getFirst("Authorization"));
            http.sendResponseHeaders(200, -1);
            http.close();
        });
        server.start();
        try {
            var base = "https://127.0.0.1:" + server.getAddress().getPort() + "/fhir";
            new FhirWay(line).reach(software(Software.Kind.FHIR, base, key(ours) + certificate(ours)));
            assertThat(seen.get()).isEqualTo("CN=client null");
            seen.set(null);
            for (var without : new String[] {"jeton", key(theirs) + certificate(theirs)}) {
                var not = catchThrowableOfType(
                        NotNow.class, () -> new FhirWay(line).reach(software(Software.Kind.FHIR, base, without)));
                assertThat(not.why()).isIn(NotNow.Why.CREDENTIAL, NotNow.Why.UNREACHABLE);
            }
            var stranger = new Line(null, Duration.ofSeconds(5));
            var not = catchThrowableOfType(
                    NotNow.class,
                    () -> new FhirWay(stranger)
                            .reach(software(Software.Kind.FHIR, base, key(ours) + certificate(ours))));
            assertThat(not.why()).isEqualTo(NotNow.Why.NOT_TRUSTED);
            assertThat(seen.get()).as("nothing was said").isNull();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void softwareOverMllpSeesOurCertificate() throws Exception {
        var seen = new AtomicReference<String>();
        try (var server = (SSLServerSocket)
                bundle().createSslContext().getServerSocketFactory().createServerSocket(0)) {
            server.setNeedClientAuth(true);
            Thread.ofVirtual().start(() -> {
                try (var socket = (javax.net.ssl.SSLSocket) server.accept()) {
                    socket.getInputStream().read();
                    seen.set(socket.getSession().getPeerPrincipal().getName());
                } catch (IOException refused) {
                    seen.set("refused");
                }
            });
            var software = software(
                    Software.Kind.MLLP, "mllps://127.0.0.1:" + server.getLocalPort(), key(ours) + certificate(ours));
            try (var socket = line.open(software, true)) {
                socket.getOutputStream().write("x".getBytes(StandardCharsets.US_ASCII));
                for (int looks = 0; looks < 100 && seen.get() == null; looks++) Thread.sleep(20);
            }
            assertThat(seen.get()).isEqualTo("CN=client");
        }
    }

    private SslBundle bundle() throws Exception {
        var trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("it", ours.getCertificate("it"));
        return SslBundle.of(SslStoreBundle.of(theirs, PASSWORD, trust));
    }

    private KeyStore keyStore(String name) throws Exception {
        var file = folder.resolve(name + ".p12").toFile();
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var made = new ProcessBuilder((keytool + " -genkeypair -alias it -keyalg EC -dname CN=" + name
                                + " -ext SAN=ip:127.0.0.1 -validity 2 -storetype PKCS12 -storepass " + PASSWORD
                                + " -keystore " + file.getPath())
                        .split(" "))
                .inheritIO()
                .start();
        if (made.waitFor() != 0) throw new IOException("keytool failed");
        return KeyStore.getInstance(file, PASSWORD.toCharArray());
    }
}
