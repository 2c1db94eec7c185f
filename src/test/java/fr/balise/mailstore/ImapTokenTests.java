package fr.balise.mailstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.balise.mailstore.ElsewhereMail.Credential;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.angus.mail.iap.CommandFailedException;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.junit.jupiter.api.Test;

/** How a bearer token is said to servers that know one of the two ways, and what they may answer. */
class ImapTokenTests {
    private static final String TOKEN = "abc.DEF-123";
    private final Queue<String> heard = new ConcurrentLinkedQueue<>();

    /** @param answers to the lines of the login in turn; {@code #} stands for the tag */
    private void login(String capabilities, List<String> answers) throws Exception {
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture.runAsync(() -> serve(server, capabilities, answers));
            var socket = ImapLine.connected("127.0.0.1", server.getLocalPort(), 2_000, 2_000);
            try (socket) {
                ImapElsewhere.login(new ImapLine(socket), "a=b,c@peer.mssante.fr", new Credential.Token(TOKEN));
            }
        }
    }

    private void serve(ServerSocket server, String capabilities, List<String> answers) {
        try (var client = server.accept()) {
            var out = client.getOutputStream();
            var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
            out.write(
                    ("* OK [CAPABILITY IMAP4rev1 " + capabilities + "] ready\r\n").getBytes(StandardCharsets.US_ASCII));
            var left = new ArrayList<>(answers);
            var tag = "";
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                heard.add(line);
                if (line.contains("AUTHENTICATE") || line.contains("CAPABILITY")) tag = line.split(" ")[0];
                var answer = left.isEmpty() ? "# OK done" : left.removeFirst();
                out.write((answer.replace("#", tag) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException ended) {
            // By the client.
        }
    }

    private static String said(String line) {
        return new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8);
    }

    @Test
    void atOnceWhereTheServerTakesItAtOnce() throws Exception {
        login("SASL-IR AUTH=OAUTHBEARER AUTH=XOAUTH2", List.of("# OK done"));
        var words = heard.remove().split(" ");
        assertThat(words).contains("OAUTHBEARER").hasSize(4);
        assertThat(said(words[3]))
                .isEqualTo("n,a=a=3Db=2Cc@peer.mssante.fr,\u0001auth=Bearer " + TOKEN + "\u0001\u0001");
    }

    @Test
    void afterItIsAskedForWhereTheServerWantsThat() throws Exception {
        login("AUTH=OAUTHBEARER", List.of("+ ", "# OK done"));
        assertThat(heard.remove()).endsWith("OAUTHBEARER");
        assertThat(said(heard.remove())).contains("auth=Bearer " + TOKEN);
    }

    @Test
    void theOlderWayWhereTheServerKnowsNoOther() throws Exception {
        login("SASL-IR AUTH=XOAUTH2", List.of("# OK done"));
        assertThat(heard.remove()).contains("XOAUTH2");
    }

    @Test
    void aRefusalIsHeardToItsEnd() {
        assertThatThrownBy(() -> login(
                        "SASL-IR AUTH=OAUTHBEARER",
                        List.of("+ eyJzdGF0dXMiOiJpbnZhbGlkX3Rva2VuIn0=", "# NO [AUTHENTICATIONFAILED] no")))
                .isInstanceOf(CommandFailedException.class);
        heard.remove();
        assertThat(said(heard.remove())).isEqualTo("\u0001");
    }

    @Test
    void aServerThatAsksForEverEndsNothingButTheLogin() {
        assertThatThrownBy(() -> login("SASL-IR AUTH=OAUTHBEARER", java.util.Collections.nCopies(500, "+ ")))
                .isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> login("SASL-IR AUTH=OAUTHBEARER", List.of("* BYE no")))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void whatIsNoTokenIsNoneAndNeverInALog() {
        for (var good : List.of("a", "a.b-c_d~e+f/g==", "x".repeat(8_000)))
            assertThat(Credential.Token.isToken(good)).isTrue();
        for (var bad : List.of("", "a b", "a\r\nb", "\u0001", "é", "a\"", "x".repeat(8_001)))
            assertThat(Credential.Token.isToken(bad)).isFalse();
        assertThat(new Credential.Token("secret").toString()).doesNotContain("secret");
    }
}
