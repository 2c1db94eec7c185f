package fr.balise.mailstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.balise.mailstore.ElsewhereFilters.Script;
import fr.balise.mailstore.MailStore.Unavailable;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
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
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a ManageSieve server of somebody else may answer: each ends soon, as a refusal or an outage, and never with an error of ours. */
class HostileFilterServerTests {
    private static final String GREETING = "\"SIEVE\" \"vacation include date\"\r\n\"STARTTLS\"\r\nOK\r\n";

    /** @param said in place of the usual answer to commands that begin so */
    private record Evil(String what, String greeting, String command, String said) {
        Evil(String what, String command, String said) {
            this(what, GREETING, command, said);
        }
    }

    private static List<Evil> classes() {
        return List.of(
                new Evil("no ManageSieve at all", "* OK IMAP4rev1 ready\r\n", "-", ""),
                new Evil("bye at once", "BYE \"no\"\r\n", "-", ""),
                new Evil("a referral as greeting", "BYE (REFERRAL \"sieve://127.0.0.1/\") \"there\"\r\n", "-", ""),
                new Evil("silence, then end", "", "-", ""),
                new Evil("binary greeting", "\0\1\2\u00ff\r\n", "-", ""),
                new Evil("a greeting without end", "\"A\"\r\n".repeat(500_000), "-", ""),
                new Evil("a greeting of one word without end", "x".repeat(9_000_000), "-", ""),
                new Evil("a greeting of one string without end", "\"" + "x".repeat(9_000_000), "-", ""),
                new Evil("a bare line feed", "\"SIEVE\" \"\"\nOK\n", "-", ""),
                new Evil("a carriage return alone", "OK\rOK\r", "-", ""),
                new Evil("a literal of two gigabytes", "LISTSCRIPTS", "{2147483647}\r\n"),
                new Evil("a literal beyond numbers", "LISTSCRIPTS", "{99999999999999999999}\r\n"),
                new Evil("a negative literal", "LISTSCRIPTS", "{-1}\r\nOK\r\n"),
                new Evil("a literal of no size", "LISTSCRIPTS", "{}\r\nOK\r\n"),
                new Evil("a literal that does not end its line", "LISTSCRIPTS", "{3}abc\r\nOK\r\n"),
                new Evil("a literal that ends early", "GETSCRIPT", "{1000}\r\nshort"),
                new Evil(
                        "a thousand literals of a megabyte",
                        "GETSCRIPT",
                        ("{1000000}\r\n" + "a".repeat(1_000_000)).repeat(9)),
                new Evil("octets that are no UTF-8", "LISTSCRIPTS", "\"\u00ff\u00fe\"\r\nOK\r\n"),
                new Evil("a string that no quote ends", "LISTSCRIPTS", "\"mine\r\nOK\r\n"),
                new Evil("a string that ends with a backslash", "LISTSCRIPTS", "\"mine\\\r\nOK\r\n"),
                new Evil("NUL in a string", "LISTSCRIPTS", "\"a\0b\"\r\nOK\r\n"),
                new Evil("two active scripts", "LISTSCRIPTS", "\"a\" ACTIVE\r\n\"b\" ACTIVE\r\nOK\r\n"),
                new Evil("a list without end", "LISTSCRIPTS", "\"a\"\r\n".repeat(500_000)),
                new Evil("a line of words without end", "LISTSCRIPTS", "\"a\" ".repeat(500_000)),
                new Evil("brackets without end", "LISTSCRIPTS", "(".repeat(500_000) + "\r\n"),
                new Evil("atoms in place of names", "LISTSCRIPTS", "mine ACTIVE\r\nOK\r\n"),
                new Evil("a list that is refused", "LISTSCRIPTS", "NO \"275012345678901@patient.mssante.fr\"\r\n"),
                new Evil("a refusal that is none", "LISTSCRIPTS", "MAYBE\r\n"),
                new Evil("OK as a string", "LISTSCRIPTS", "\"OK\"\r\nBYE\r\n"),
                new Evil("no script where one was asked for", "GETSCRIPT", "OK\r\n"),
                new Evil("two scripts where one was asked for", "GETSCRIPT", "\"a\"\r\n\"b\"\r\nOK\r\n"),
                new Evil("bye in the middle", "PUTSCRIPT", "BYE (TRYLATER) \"later\"\r\n"),
                new Evil("a code without end", "PUTSCRIPT", "NO (" + "Q".repeat(100_000) + ")\r\n"),
                new Evil("a code of nonsense", "PUTSCRIPT", "NO (((( \"\" ) \"x\"\r\n"),
                new Evil("nothing, then end", "SETACTIVE", ""),
                new Evil("empty lines without end", "SETACTIVE", "\r\n".repeat(900_000)));
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
            try (var scripts = opened(server)) {
                for (var attempt : attempts(scripts, told)) attempt(told, attempt);
            } catch (IOException refused) {
                told.add("refused");
            }
            assertThat(told).as("something was noticed, or less was told").isNotEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(40));
            assertThat(told.toString()).doesNotContain("275012345678901").doesNotContain("patient");
            server.close();
            serving.join();
        }
    }

    private static List<Runnable> attempts(ElsewhereFilters.Scripts scripts, List<String> told) {
        return List.of(
                () -> told.add(scripts.list().toString()),
                () -> told.add(String.valueOf(scripts.read("mine")).substring(0, 1)),
                () -> told.add(scripts.put("mine", "keep;").toString()),
                () -> told.add(String.valueOf(scripts.activate("mine"))),
                () -> told.add(String.valueOf(scripts.remove("mine"))));
    }

    private static void attempt(List<String> told, Runnable attempt) {
        try {
            attempt.run();
        } catch (Unavailable ended) {
            told.add(String.valueOf(ended.getMessage()));
            assertThat(ended.getCause()).isNull();
        }
    }

    private static SieveScripts opened(ServerSocket server) throws IOException {
        var socket = ImapLine.connected("127.0.0.1", server.getLocalPort(), 2_000, 2_000);
        try {
            return new SieveScripts(new SieveLine(socket));
        } catch (IOException | RuntimeException refused) {
            socket.close();
            throw refused;
        }
    }

    private static void serve(ServerSocket server, Evil evil) {
        try (Socket client = server.accept()) {
            var out = client.getOutputStream();
            say(out, evil.greeting());
            var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            for (var line = in.readLine(); line != null && !evil.greeting().isEmpty(); line = in.readLine()) {
                var word = line.split(" ")[0];
                if (!word.matches("LISTSCRIPTS|GETSCRIPT|PUTSCRIPT|SETACTIVE|DELETESCRIPT|LOGOUT|STARTTLS")) continue;
                while (line != null && line.endsWith("+}")) line = in.readLine(); // its strings
                say(out, word.equals(evil.command()) ? evil.said() : usual(word));
            }
        } catch (IOException ended) {
            // By the client, as it should.
        }
    }

    private static String usual(String command) {
        return switch (command) {
            case "LISTSCRIPTS" -> "\"mine\" ACTIVE\r\nOK\r\n";
            case "GETSCRIPT" -> "{5}\r\nkeep;\r\nOK\r\n";
            default -> "OK\r\n";
        };
    }

    private static void say(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    @Test
    void wordsThatStandBeforeTheHandshakeAreNotTakenForThoseOfTheServer() throws Exception {
        var evil = new Evil("", "STARTTLS", "OK\r\n\"SIEVE\" \"vacation\"\r\nOK\r\n");
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture.runAsync(() -> serve(server, evil));
            var socket = ImapLine.connected("127.0.0.1", server.getLocalPort(), 2_000, 2_000);
            try (var line = new SieveLine(socket)) {
                assertThatThrownBy(() -> line.startTls(plain -> {
                            throw new AssertionError("no handshake");
                        }))
                        .isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void aServerWithoutStartTlsIsToldNothing() throws Exception {
        var evil = new Evil("", "\"SIEVE\" \"vacation\"\r\n\"SASL\" \"PLAIN\"\r\nOK\r\n", "-", "");
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture.runAsync(() -> serve(server, evil));
            var socket = ImapLine.connected("127.0.0.1", server.getLocalPort(), 2_000, 2_000);
            try (var line = new SieveLine(socket)) {
                assertThatThrownBy(() -> line.startTls(plain -> plain)).isInstanceOf(IOException.class);
            }
        }
    }

    /** Good answers with some octets changed, added and left out: a line of words, or the end of the conversation. */
    @Test
    void noFloodOfChangedOctetsIsAnErrorOfOurs() {
        var good =
                "\"IMPLEMENTATION\" \"x \\\" y\"\r\n\"SIEVE\" \"a b c\"\r\n\"mine\" ACTIVE\r\n{5}\r\nkeep;\r\nNO (QUOTA/MAXSIZE) {3}\r\nabc\r\nOK\r\n"
                        .getBytes(StandardCharsets.UTF_8);
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        int ended = 0;
        for (int round = 0; round < 20_000; round++) {
            var changed = good.clone();
            for (int n = random.nextInt(6); n >= 0; n--)
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            int from = random.nextInt(changed.length);
            var input = new SieveInput(new ByteArrayInputStream(changed, from, changed.length - from));
            try {
                while (true) assertThat(input.line()).hasSizeLessThanOrEqualTo(SieveInput.MOST_WORDS);
            } catch (IOException end) {
                ended++;
            }
        }
        assertThat(ended).isEqualTo(20_000);
    }

    @Test
    void namesOfFiltersAreNotForLogs() {
        assertThat(new Script("Mme Martin", true).toString()).doesNotContain("Martin");
    }
}
