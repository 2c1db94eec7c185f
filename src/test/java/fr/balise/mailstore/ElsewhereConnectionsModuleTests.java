package fr.balise.mailstore;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.kernel.MailAddress;
import fr.balise.mailstore.ElsewhereMail.Answer;
import fr.balise.mailstore.ElsewhereMail.Credential;
import fr.balise.mailstore.ElsewhereMail.Why;
import fr.balise.testing.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

@NullUnmarked
class ElsewhereConnectionsModuleTests {
    private static final MailAddress MAILBOX = MailAddress.parse("Anne.Leon@elsewhere.mssante.fr");
    private static final String SECRET = "abcd-efgh-ijkl-mnop";
    private static final long ANNE = 7;
    private static final long OTHER = 8;

    @TempDir
    Path data;

    private JdbcClient jdbc;
    private final List<Credential> used = new ArrayList<>();

    @BeforeEach
    void begin() {
        var source = new DriverManagerDataSource(TestPostgres.migratedDatabase(), "postgres", "");
        jdbc = JdbcClient.create(source);
    }

    private ElsewhereConnections connections(Path folder) {
        ElsewhereMail mail = new ElsewhereMail() {
            @Override
            public boolean knows(String domain) {
                return true;
            }

            @Override
            public Answer open(MailAddress mailbox, Credential credential) {
                used.add(credential);
                return new Answer.Refused(Why.UNREACHABLE);
            }
        };
        return new ElsewhereConnections(
                mail, new InMemoryFilters(), new SecretBox(folder), jdbc, InstantSource.system());
    }

    @Test
    void whatWasTypedIsSealedAndOpensForThatPersonAloneUntilItIsForgotten() {
        var connections = connections(data);
        connections.keep(ANNE, MAILBOX, new Credential.AppPassword(SECRET));
        assertThat(connections.since(ANNE, MAILBOX)).isPresent();
        assertThat(connections.open(ANNE, MAILBOX)).isPresent();
        assertThat(used).containsExactly(new Credential.AppPassword(SECRET));
        assertThat(connections.since(OTHER, MAILBOX)).isEmpty();
        assertThat(connections.open(OTHER, MAILBOX)).isEmpty();
        assertThat(connections.forget(OTHER, MAILBOX)).isFalse();
        assertThat(connections.forget(ANNE, MAILBOX)).isTrue();
        assertThat(connections.open(ANNE, MAILBOX)).isEmpty();
    }

    @Test
    void theDatabaseAloneTellsNothingAndTheKeyIsForItsOwnerAlone() throws Exception {
        connections(data).keep(ANNE, MAILBOX, new Credential.AppPassword(SECRET));
        var row = jdbc.sql("select sealed from mailstore.elsewhere")
                .query(byte[].class)
                .single();
        assertThat(new String(row, StandardCharsets.ISO_8859_1))
                .doesNotContain("abcd")
                .doesNotContain(SECRET);
        var key = data.resolve("keys").resolve("elsewhere.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(data.resolve("keys")).isDirectoryNotContaining("glob:**.new");
        assertThat(connections(data.resolve("another")).open(ANNE, MAILBOX)).isEmpty();
        assertThat(connections(data).open(ANNE, MAILBOX)).isPresent();
    }

    @Test
    void aRowMovedToSomebodyElseOrChangedDoesNotOpen() {
        var connections = connections(data);
        connections.keep(ANNE, MAILBOX, new Credential.AppPassword(SECRET));
        jdbc.sql("update mailstore.elsewhere set person = 8").update();
        assertThat(connections.open(OTHER, MAILBOX)).isEmpty();
        jdbc.sql("update mailstore.elsewhere set person = 7, sealed = set_byte(sealed, 14, get_byte(sealed, 14) # 1)")
                .update();
        assertThat(connections.open(ANNE, MAILBOX)).isEmpty();
        assertThat(used).isEmpty();
    }

    @Test
    void nothingThatPrintsACredentialTellsIt() {
        assertThat(new Credential.AppPassword(SECRET).toString() + new Credential.Token(SECRET))
                .doesNotContain(SECRET);
    }
}
