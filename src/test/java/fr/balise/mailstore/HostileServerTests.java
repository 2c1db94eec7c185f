package fr.balise.mailstore;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.mailstore.MailStore.Unavailable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What a server of somebody else may answer: each ends soon, as a refusal or with less told, and never with an error of ours. */
class HostileServerTests {
    private static final String GREETING = "* OK [CAPABILITY IMAP4rev1 UIDPLUS AUTH=PLAIN] ready\r\n";
    private static final String ONE = "* 1 EXISTS\r\n* OK [UIDVALIDITY 1] x\r\n* OK [UIDNEXT 2] x\r\n";
    private static final String HEAD = "UID 1 FLAGS () INTERNALDATE \"01-Jan-2026 00:00:00 +0000\" RFC822.SIZE 10";

    /**
     * @param answers to commands that begin so, without the tagged line; anything else gets that line alone
     * @param tagged in place of {@code OK done}
     */
    private record Evil(String what, String greeting, String command, String answers, String tagged) {
        Evil(String what, String command, String answers) {
            this(what, GREETING, command, answers, "OK done");
        }
    }

    private static List<Evil> classes() {
        return List.of(
                new Evil("no IMAP at all", "220 smtp ready\r\n", "-", "", "OK"),
                new Evil("bye at once", "* BYE no\r\n", "-", "", "OK"),
                new Evil("silence, then end", "", "-", "", "OK"),
                new Evil("binary greeting", "\0\1\2\u00ff\r\n", "-", "", "OK"),
                new Evil("greeting of a line without end", "* OK " + "x".repeat(70_000_000), "-", "", "OK"),
                new Evil("a literal of two gigabytes", "UID FETCH", "* 1 FETCH (BODY[] {2147483647}\r\n"),
                new Evil("a literal beyond numbers", "UID FETCH", "* 1 FETCH (BODY[] {99999999999999999999}\r\n"),
                new Evil("a negative literal", "UID FETCH", "* 1 FETCH (BODY[] {-1}\r\n"),
                new Evil("a literal that ends early", "UID FETCH", "* 1 FETCH (BODY[] {100000}\r\nx"),
                new Evil("a literal in a list of folders", "LIST", "* LIST () \"/\" {1999999999}\r\n"),
                new Evil(
                        "a structure of a hundred thousand brackets",
                        "UID FETCH",
                        "* 1 FETCH (" + HEAD + " BODYSTRUCTURE " + "(".repeat(100_000) + "\r\n"),
                new Evil(
                        "a structure that closes nothing",
                        "UID FETCH",
                        "* 1 FETCH (" + HEAD + " BODYSTRUCTURE ((((\r\n"),
                new Evil("a number that is none", "UID FETCH", "* 1 FETCH (UID x RFC822.SIZE -5)\r\n"),
                new Evil("a message of another number", "UID FETCH", "* 9 FETCH (UID 77 RFC822.SIZE 5)\r\n"),
                new Evil(
                        "a date that is none",
                        "UID FETCH",
                        "* 1 FETCH (UID 1 INTERNALDATE \"99-Foo-0\" RFC822.SIZE 1)\r\n"),
                new Evil("nothing where a body was asked for", "UID FETCH", "* 1 FETCH (" + HEAD + " BODY[] NIL)\r\n"),
                new Evil("UIDs that are none", "UID SEARCH", "* SEARCH -1 0 abc 99999999999999999999\r\n"),
                new Evil("words in place of UIDs", "UID SEARCH", "* SEARCH " + "z".repeat(10_000) + "\r\n"),
                new Evil("a status that is none", "STATUS", "* STATUS x (MESSAGES foo UIDNEXT)\r\n"),
                new Evil("no status", "STATUS", ""),
                new Evil("a list without end", "LIST", "* LIST () \"/\" a\r\n".repeat(5_000_000)),
                new Evil("bye in the middle", "UID SEARCH", "* BYE shutting down\r\n"),
                new Evil(
                        "a refusal with words to be logged",
                        GREETING,
                        "EXAMINE",
                        "",
                        "NO 275012345678901@patient.mssante.fr"),
                new Evil("a refusal that is none", GREETING, "EXAMINE", "", "MAYBE"),
                new Evil("control characters in a folder's name", "LIST", "* LIST () \"/\" \"a\\\"\u0000\u0007\"\r\n"),
                new Evil("broken modified UTF-7", "LIST", "* LIST () \"/\" \"&ZZZ\"\r\n* LIST () \"/\" \"&\"\r\n"),
                new Evil("a separator of many letters", "LIST", "* LIST () \"ab\" x\r\n"),
                new Evil("untagged nonsense", "UID SEARCH", "* \r\n*\r\nfoo\r\n* 99999999999999 EXISTS\r\n"));
    }

    @TestFactory
    Stream<DynamicTest> eachEndsSoonAndWithoutAnErrorOfOurs() {
        assertThat(classes()).hasSizeGreaterThanOrEqualTo(20);
        return classes().stream().map(evil -> DynamicTest.dynamicTest(evil.what(), () -> endsWell(evil)));
    }

    private static void endsWell(Evil evil) throws Exception {
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var serving = CompletableFuture.runAsync(() -> serve(server, evil));
            long from = System.nanoTime();
            var told = new ArrayList<String>();
            try (var mailbox = opened(server)) {
                attempt(told, mailbox::folders);
                attempt(told, () -> mailbox.list("INBOX", 0, message -> told.add(message.toString())));
                attempt(told, () -> mailbox.read("INBOX", List.of(1L), (_, octets) -> octets.readAllBytes()));
            } catch (ProtocolException | IOException refused) {
                told.add("refused");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(40));
            assertThat(told.toString()).doesNotContain("275012345678901").doesNotContain("patient");
            server.close();
            serving.join();
        }
    }

    private static OpenMailbox opened(ServerSocket server) throws IOException, ProtocolException {
        var socket = ImapLine.connected("127.0.0.1", server.getLocalPort(), 2_000, 2_000);
        try {
            return new ImapMailbox(new ImapLine(socket), false);
        } catch (ProtocolException | IOException | RuntimeException refused) {
            socket.close();
            throw refused;
        }
    }

    private interface Attempt {
        void run() throws IOException;
    }

    /** Refused as an outage, or told less: both are good. Anything else comes through and fails the test. */
    private static void attempt(List<String> told, Attempt attempt) throws IOException {
        try {
            attempt.run();
        } catch (Unavailable | MailStore.NoSuchFolder ended) {
            told.add(String.valueOf(ended.getMessage()));
            assertThat(ended.getCause()).isNull();
        }
    }

    private static void serve(ServerSocket server, Evil evil) {
        try (Socket client = server.accept()) {
            var out = client.getOutputStream();
            say(out, evil.greeting());
            var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
            for (var line = in.readLine(); line != null && !evil.greeting().isEmpty(); line = in.readLine())
                answer(out, line, evil);
        } catch (IOException ended) {
            // By the client, as it should.
        }
    }

    private static void answer(OutputStream out, String line, Evil evil) throws IOException {
        var tag = line.split(" ", 2)[0];
        var command = line.substring(Math.min(line.length(), tag.length() + 1));
        boolean is = command.startsWith(evil.command());
        if (is) say(out, evil.answers());
        else if (command.startsWith("EXAMINE")) say(out, ONE);
        else if (command.startsWith("UID SEARCH")) say(out, "* SEARCH 1\r\n");
        else if (command.startsWith("LIST")) say(out, "* LIST () \"/\" INBOX\r\n");
        else if (command.startsWith("STATUS"))
            say(out, "* STATUS INBOX (MESSAGES 1 UNSEEN 1 UIDVALIDITY 1 UIDNEXT 2)\r\n");
        else if (command.startsWith("UID FETCH")) say(out, "* 1 FETCH (" + HEAD + " BODY[] {2}\r\nxy)\r\n");
        say(out, tag + " " + (is ? evil.tagged() : "OK done") + "\r\n");
    }

    private static void say(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }
}
