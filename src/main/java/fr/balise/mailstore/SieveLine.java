package fr.balise.mailstore;

import fr.balise.mailstore.SieveInput.Word;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Commands and answers of ManageSieve [RFC5804 2], on a socket that is secured from its first octet or by STARTTLS. */
final class SieveLine implements AutoCloseable {
    /** What the greeting and CAPABILITY tell, by name in upper case. */
    private Map<String, String> capabilities = Map.of();

    private Socket socket;
    private SieveInput in;
    private OutputStream out;

    /** Reads the greeting. */
    SieveLine(Socket socket) throws IOException {
        this.socket = socket;
        in = new SieveInput(new BufferedInputStream(socket.getInputStream()));
        out = socket.getOutputStream();
        greeted();
    }

    /** How an answer ended. */
    enum Status {
        OK,
        NO,
        BYE
    }

    /**
     * @param code of a refusal [RFC5804 1.3] in upper case, empty if there is none; what the server says beside it is left out: it may name
     *     somebody
     */
    record Answer(Status status, String code, List<List<Word>> lines) {
        boolean ok() {
            return status == Status.OK;
        }
    }

    private void greeted() throws IOException {
        var greeting = answer();
        if (!greeting.ok()) throw new IOException("no greeting");
        capabilities = read(greeting);
    }

    private static Map<String, String> read(Answer answer) {
        var told = new TreeMap<String, String>();
        for (var line : answer.lines())
            if (!line.isEmpty())
                told.put(
                        line.getFirst().text().toUpperCase(Locale.ROOT),
                        line.size() > 1 ? line.get(1).text() : "");
        return told;
    }

    /** The words after a capability; empty if there are none, or it is not told. */
    String capability(String name) {
        return capabilities.getOrDefault(name, "");
    }

    boolean can(String name) {
        return capabilities.containsKey(name);
    }

    /** How a socket is secured, certificate and name checked. */
    interface Securing {
        Socket secured(Socket plain) throws IOException;
    }

    /** From here on all is secured; what was told before is forgotten [RFC5804 2.2]. */
    void startTls(Securing securing) throws IOException {
        if (!can("STARTTLS") || !ask("STARTTLS").ok()) throw new IOException("no STARTTLS");
        // Whoever stands between could have put words in front of those of the server.
        if (in.hasMore()) throw new IOException("words before the handshake");
        socket = securing.secured(socket);
        in = new SieveInput(new BufferedInputStream(socket.getInputStream()));
        out = socket.getOutputStream();
        greeted();
    }

    /** PLAIN [RFC4616 2]: only on a secured line. @return how the server ended it */
    Answer login(String name, String secret) throws IOException {
        var words = ("\0" + name + "\0" + secret).getBytes(StandardCharsets.UTF_8);
        var answer = ask("AUTHENTICATE \"PLAIN\" \"" + Base64.getEncoder().encodeToString(words) + "\"");
        if (answer.ok()) capabilities = read(ask("CAPABILITY"));
        return answer;
    }

    /** @param words of a command, as {@link #string} makes strings */
    Answer ask(String words) throws IOException {
        return ask(words.getBytes(StandardCharsets.UTF_8));
    }

    private Answer ask(byte[] command) throws IOException {
        var line = new ByteArrayOutputStream();
        line.writeBytes(command);
        line.writeBytes(new byte[] {'\r', '\n'});
        in.begin();
        out.write(line.toByteArray());
        out.flush();
        return answer();
    }

    /** As a literal [RFC5804 4]: nothing in a name or a script can end the command. */
    static String string(String value) {
        return "{" + value.getBytes(StandardCharsets.UTF_8).length + "+}\r\n" + value;
    }

    private Answer answer() throws IOException {
        var lines = new ArrayList<List<Word>>();
        while (true) {
            var line = in.line();
            if (!line.isEmpty())
                for (var status : Status.values())
                    if (line.getFirst().is(status.name())) return new Answer(status, code(line), lines);
            lines.add(line);
        }
    }

    private static String code(List<Word> line) {
        return line.size() > 2 && line.get(1).is("(") && !line.get(2).string()
                ? line.get(2).text().toUpperCase(Locale.ROOT)
                : "";
    }

    @Override
    public void close() {
        ImapLine.quietly(socket);
    }
}
