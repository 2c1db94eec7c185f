package fr.balise.testing;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** A mail program, line by line: what is said and answered stands in the test. */
public final class MailTalk implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private Socket socket;
    private BufferedReader in;
    private int tag;

    private MailTalk(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = reader(socket);
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** SMTP up to the answer to EHLO after STARTTLS. @param certificate folder and name of a client certificate; null for none */
    public static MailTalk smtp(int port, @Nullable Path certificate) throws IOException {
        var talk = new MailTalk(new Socket("127.0.0.1", port));
        talk.reply();
        talk.smtp("EHLO client.test");
        talk.smtp("STARTTLS");
        talk.tls(certificate);
        talk.smtp("EHLO client.test");
        return talk;
    }

    /** SMTP up to the answer to EHLO, without TLS: where Postfix listens on this machine alone. */
    public static MailTalk plainSmtp(int port) throws IOException {
        var talk = new MailTalk(new Socket("127.0.0.1", port));
        talk.reply();
        talk.smtp("EHLO client.test");
        return talk;
    }

    public static MailTalk imap(int port) throws IOException {
        var talk = new MailTalk(new Socket("127.0.0.1", port));
        talk.in.readLine();
        talk.imap("STARTTLS");
        talk.tls(null);
        return talk;
    }

    /** IMAP after STARTTLS, from one of this machine's addresses. @param from {@code 127.x.y.z} */
    public static MailTalk imapFrom(String from, int port) throws IOException {
        var talk = new MailTalk(new Socket(InetAddress.ofLiteral("127.0.0.1"), port, InetAddress.ofLiteral(from), 0));
        talk.in.readLine();
        talk.imap("STARTTLS");
        talk.tls(null);
        return talk;
    }

    /**
     * Says these octets, and then a line that makes the server end the connection; should it wait for more, that there is none.
     *
     * @return all that it says until it ends the connection, octets as characters
     * @throws IOException also when it ends nothing
     */
    public String allAnswers(byte[] octets, String end) throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS / 2);
        var out = socket.getOutputStream();
        var answer = new ByteArrayOutputStream();
        try {
            out.write(octets);
            out.write(end.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            rest(answer);
        } catch (SocketTimeoutException waits) {
            socket.shutdownOutput();
            rest(answer);
        } catch (SocketException cut) {
            // As good an answer as any.
        }
        return answer.toString(StandardCharsets.ISO_8859_1);
    }

    private void rest(ByteArrayOutputStream answer) throws IOException {
        var octets = new byte[4096];
        var from = socket.getInputStream();
        for (int n = from.read(octets); n >= 0; n = from.read(octets)) answer.write(octets, 0, n);
    }

    /** IMAP inside TLS from the first octet. */
    public static MailTalk imaps(int port) throws IOException {
        var talk = new MailTalk(new Socket("127.0.0.1", port));
        talk.tls(null);
        talk.in.readLine();
        return talk;
    }

    /** ManageSieve up to the capabilities after STARTTLS [RFC5804 2.2]. */
    public static MailTalk sieve(int port) throws IOException {
        var talk = new MailTalk(new Socket("127.0.0.1", port));
        talk.sieveAnswer();
        talk.sieve("STARTTLS");
        talk.tls(null);
        talk.sieveAnswer();
        return talk;
    }

    /** One command of ManageSieve. @return all lines, the last one OK, NO or BYE */
    public String sieve(String command) throws IOException {
        say(command);
        return sieveAnswer();
    }

    public String sieveLogin(String name, String secret) throws IOException {
        var plain = "\0" + name + "\0" + secret;
        return sieve("AUTHENTICATE \"PLAIN\" \""
                + Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8)) + "\"");
    }

    public String putScript(String name, String script) throws IOException {
        return sieve(
                "PUTSCRIPT \"" + name + "\" {" + script.getBytes(StandardCharsets.UTF_8).length + "+}\r\n" + script);
    }

    private String sieveAnswer() throws IOException {
        var lines = new ArrayList<String>();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            lines.add(line);
            if (!line.matches("(OK|NO|BYE)\\b.*")) continue;
            if (line.matches(".*\\{\\d+}")) { // the sentence follows as a literal
                int left = Integer.parseInt(line.replaceAll(".*\\{(\\d+)}", "$1"));
                var sentence = new StringBuilder();
                while (left-- > 0) sentence.append((char) in.read());
                lines.addFirst(line + " " + sentence + in.readLine());
            }
            break;
        }
        return String.join("\n", lines);
    }

    private void tls(@Nullable Path certificate) throws IOException {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(certificate == null ? null : keys(certificate), new TrustManager[] {new AnyServer()}, null);
            socket = context.getSocketFactory().createSocket(socket, "127.0.0.1", socket.getPort(), true);
            in = reader(socket);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static final java.util.Map<Path, Path> KEYS = new java.util.concurrent.ConcurrentHashMap<>();

    private static KeyManager[] keys(Path certificate) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(Files.newInputStream(KEYS.computeIfAbsent(certificate, MailTalk::pkcs12)), "test".toCharArray());
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, "test".toCharArray());
        return factory.getKeyManagers();
    }

    private static Path pkcs12(Path certificate) {
        try {
            return export(certificate);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path export(Path certificate) throws IOException {
        var file = Files.createTempFile("balise-peer", ".p12");
        var process = new ProcessBuilder(
                        "openssl",
                        "pkcs12",
                        "-export",
                        "-in",
                        certificate + ".pem",
                        "-inkey",
                        certificate + ".key",
                        "-out",
                        file.toString(),
                        "-passout",
                        "pass:test")
                .inheritIO()
                .start();
        try {
            if (process.waitFor() != 0) throw new IOException("openssl failed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return file;
    }

    /** Says one line of SMTP. @return the whole reply, lines parted by line feeds */
    public String smtp(String line) throws IOException {
        say(line);
        return reply();
    }

    private String reply() throws IOException {
        var lines = new ArrayList<String>();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            lines.add(line);
            if (line.length() < 4 || line.charAt(3) != '-') break;
        }
        return String.join("\n", lines);
    }

    /** One IMAP command. @return untagged lines and the tagged one, without its tag, parted by line feeds */
    public String imap(String command) throws IOException {
        var mark = "a" + ++tag;
        say(mark + " " + command);
        return untilTagged(mark);
    }

    private String untilTagged(String mark) throws IOException {
        var lines = new ArrayList<String>();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith(mark + " ")) {
                lines.add(line.substring(mark.length() + 1));
                break;
            }
            lines.add(line);
            if (line.startsWith("+")) break; // the server wants more: a refused token, as RFC 7628 has it
        }
        return String.join("\n", lines);
    }

    public String append(String folder, String message) throws IOException {
        var mark = "a" + ++tag;
        say(mark + " APPEND " + folder + " {" + message.getBytes(StandardCharsets.UTF_8).length + "}");
        var first = in.readLine();
        if (first == null || !first.startsWith("+")) return String.valueOf(first);
        say(message);
        return untilTagged(mark);
    }

    /** SASL PLAIN for SMTP. */
    public String login(String name, String secret) throws IOException {
        var plain = "\0" + name + "\0" + secret;
        return smtp("AUTH PLAIN " + Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8)));
    }

    /** A whole message by SMTP. @return the replies to MAIL, RCPT and DATA's end; ends with the first that refuses */
    public List<String> send(String from, String to, String message) throws IOException {
        var replies = new ArrayList<String>();
        for (var line : List.of("MAIL FROM:<" + from + "> SIZE=" + message.length(), "RCPT TO:<" + to + ">", "DATA")) {
            replies.add(smtp(line));
            if (!replies.getLast().matches("(?s)[23].*")) {
                smtp("RSET");
                return replies;
            }
        }
        replies.add(smtp(message + "\r\n."));
        return replies;
    }

    private void say(String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    /** Whether the other side ends the connection within that time. */
    public boolean isEnded(int millis) {
        try {
            socket.setSoTimeout(millis);
            for (String line = in.readLine(); line != null; line = in.readLine()) continue;
            return true;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (IOException ended) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tests look at what servers ask of clients; the servers' own certificate is of a test authority. */
    private static final class AnyServer implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
