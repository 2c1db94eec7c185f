package fr.balise.record.way;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import fr.balise.record.document.CdaHead.Patient;
import fr.balise.record.document.Document;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents laid down on another machine, over SFTP. */
@NullUnmarked
class SftpWayTests {
    private static final Document PDF = new Document(
            "cr.pdf", "application/pdf", "%PDF-1.4".getBytes(StandardCharsets.US_ASCII), null, null, false);

    @TempDir
    Path root;

    private SshServer server;
    private SftpWay way;
    private KeyPair host;
    private KeyPair ours;
    private Path folder;

    @BeforeEach
    void aServer() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        host = generator.generateKeyPair();
        ours = generator.generateKeyPair();
        folder = Files.createDirectories(root.resolve("entree"));
        server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setPort(0);
        server.setKeyPairProvider(KeyPairProvider.wrap(host));
        server.setPasswordAuthenticator((name, password, _) -> name.equals("balise") && password.equals("secret"));
        server.setPublickeyAuthenticator((name, key, _) -> name.equals("balise") && isOurs(key));
        server.setFileSystemFactory(new VirtualFileSystemFactory(root));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        server.start();
        way = new SftpWay(new Line(null, Duration.ofSeconds(10)));
    }

    private boolean isOurs(PublicKey key) {
        return KeyUtils.compareKeys(key, ours.getPublic());
    }

    @AfterEach
    void noServer() throws Exception {
        way.stop();
        server.stop(true);
    }

    private String fingerprint(KeyPair key) {
        return KeyUtils.getFingerPrint(BuiltinDigests.sha256, key.getPublic());
    }

    private Software software(String path, String secret, String hostKey) {
        return new Software(
                1,
                "DPI",
                Software.Kind.SFTP,
                URI.create("sftp://127.0.0.1:" + server.getPort() + path),
                "balise",
                secret,
                hostKey,
                "",
                false,
                true,
                Set.of("@a.fr"),
                true);
    }

    private Software software() {
        return software("/entree", "secret", fingerprint(host));
    }

    private static Parcel parcel() {
        return new Parcel(UUID.randomUUID(), PDF, Patient.NONE, "m@h.mssante.fr", "labo@peer", "<1@t>", Instant.now());
    }

    private Set<String> files() throws Exception {
        try (var list = Files.list(folder)) {
            return list.map(file -> file.getFileName().toString())
                    .collect(java.util.stream.Collectors.toCollection(TreeSet::new));
        }
    }

    private NotNow.Why later(Software software) {
        var not = catchThrowableOfType(NotNow.class, () -> way.hand(software, parcel()));
        assertThat(not).isNotNull();
        return not.why();
    }

    @Test
    void theSameFilesAndAnswersAsInAFolderHere() throws Exception {
        way.reach(software());
        var parcel = parcel();
        var base = "balise-" + parcel.token();
        assertThat(way.hand(software(), parcel)).isEqualTo(new Answer.Laid("pdf"));
        assertThat(files()).containsExactlyInAnyOrder(base + ".pdf", base + ".json");
        assertThat(Files.readAllBytes(folder.resolve(base + ".pdf"))).isEqualTo(PDF.octets());
        assertThat(Files.readAllBytes(folder.resolve(base + ".json"))).isEqualTo(SideFile.of(parcel));

        var other = UUID.randomUUID();
        assertThat(way.fates(software(), Map.of(parcel.token(), "pdf", other, "xml")))
                .isEqualTo(Map.of(parcel.token(), new Dropping.Fate.Waiting(), other, new Dropping.Fate.Collected()));
        Files.writeString(folder.resolve(base + ".ko"), "Patient inconnu\n");
        assertThat(way.fate(software(), parcel.token(), "pdf")).isEqualTo(new Dropping.Fate.Refused("Patient inconnu"));

        way.hand(software(), parcel);
        assertThat(files())
                .as("sent again: the old refusal is no answer any more")
                .containsExactlyInAnyOrder(base + ".pdf", base + ".json");
        Files.writeString(folder.resolve(base + ".ok"), "x".repeat(10_000));
        assertThat(way.fate(software(), parcel.token(), "pdf"))
                .isInstanceOfSatisfying(
                        Dropping.Fate.Accepted.class,
                        accepted -> assertThat(accepted.said()).hasSize(2_000));
    }

    @Test
    void aKeyOpensAsAPasswordDoes() throws Exception {
        var pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(ours.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----";
        assertThat(way.hand(software("/entree", pem, fingerprint(host)), parcel()))
                .isInstanceOf(Answer.Laid.class);
        assertThat(later(software("/entree", "-----BEGIN PRIVATE KEY-----\nAAAA\n", fingerprint(host))))
                .isEqualTo(NotNow.Why.CREDENTIAL);
        assertThat(later(software("/entree", "faux", fingerprint(host)))).isEqualTo(NotNow.Why.CREDENTIAL);
    }

    @Test
    void anotherServerHearsNothing() throws Exception {
        assertThat(later(software("/entree", "secret", fingerprint(ours)))).isEqualTo(NotNow.Why.NOT_TRUSTED);
        assertThat(later(software("/entree", "secret", ""))).isEqualTo(NotNow.Why.NOT_TRUSTED);
        assertThat(files()).isEmpty();
    }

    @Test
    void aFolderThatIsNotThereAndAServerThatIsNotThereAreTriedAgain() throws Exception {
        assertThat(later(software("/ailleurs", "secret", fingerprint(host)))).isEqualTo(NotNow.Why.FOLDER);
        var gone = software();
        server.stop(true);
        assertThat(later(gone)).isEqualTo(NotNow.Why.UNREACHABLE);
    }
}
