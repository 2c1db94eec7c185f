package fr.balise.mailstore;

import jakarta.mail.Flags;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.iap.Argument;
import org.eclipse.angus.mail.iap.Literal;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.ResyncData;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;
import org.eclipse.angus.mail.imap.protocol.MailboxInfo;
import org.eclipse.angus.mail.imap.protocol.UIDSet;
import org.jspecify.annotations.Nullable;

/**
 * The commands of IMAP that name messages by UID [RFC9051 6.4.9], which the library's own folders do not offer without an object kept
 * for each message. The connection, and the reading of what the server says, are the library's.
 */
final class ImapLine extends IMAPProtocol {
    /** An atom [RFC9051 9], with the backslash of system flags: nothing that could end the command. */
    private static final Pattern FLAG = Pattern.compile("\\\\?[A-Za-z0-9$_.-]{1,64}");

    /** Lines of a server until it says yes or no. */
    private static final int MOST_STEPS = 20;

    /** One octet 0x01 [RFC7628 3.2.3]. */
    private static final String NOTHING_TO_ADD = "AQ==";

    private final Socket socket;
    private final GuardedInput in;
    private @Nullable String standing;

    /** Reads the greeting. @throws IOException when the server says something else */
    ImapLine(Socket socket) throws IOException, ProtocolException {
        this(socket, new GuardedInput(socket.getInputStream()));
    }

    private ImapLine(Socket socket, GuardedInput in) throws IOException, ProtocolException {
        super(in, new PrintStream(new Commands(socket.getOutputStream(), in)), new Properties(), false);
        this.socket = socket;
        this.in = in;
        processGreeting(readResponse());
        if (getCapabilities().isEmpty()) capability();
    }

    /** Each command begins what the guard allows anew. */
    private static final class Commands extends FilterOutputStream {
        private final GuardedInput guard;

        Commands(OutputStream out, GuardedInput guard) {
            super(out);
            this.guard = guard;
        }

        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
            out.write(octets, offset, length);
        }

        @Override
        public void flush() throws IOException {
            guard.begin();
            out.flush();
        }
    }

    static Socket connected(String host, int port, int connectMillis, int readMillis) throws IOException {
        var socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(host, port), connectMillis);
            socket.setSoTimeout(readMillis);
            socket.setTcpNoDelay(true);
            return socket;
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }

    /** The library notes it only where it opened the socket itself. */
    @Override
    public boolean isREV1() {
        return hasCapability("IMAP4rev1");
    }

    @Override
    public void disconnect() {
        super.disconnect();
        quietly(socket);
    }

    static void quietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // It is.
        }
    }

    /** OAUTHBEARER [RFC7628 3.1], which the library does not know. A refusal is heard to its end [RFC7628 3.2.3]. */
    void bearer(String name, String token) throws ProtocolException, IOException {
        var words =
                "n,a=" + name.replace("=", "=3D").replace(",", "=2C") + ",\u0001auth=Bearer " + token + "\u0001\u0001";
        var first = Base64.getEncoder().encodeToString(words.getBytes(StandardCharsets.UTF_8));
        boolean said = hasCapability("SASL-IR");
        var tag = writeCommand("AUTHENTICATE OAUTHBEARER" + (said ? " " + first : ""), null);
        for (int steps = 0; steps < MOST_STEPS; steps++) {
            var response = readResponse();
            if (response.isContinuation()) {
                var answer = (said ? NOTHING_TO_ADD : first) + "\r\n";
                getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                getOutputStream().flush();
                said = true;
            } else if (response.isTagged() && tag.equals(response.getTag()) || response.isBYE()) {
                handleResult(response);
                return;
            }
        }
        throw new ProtocolException("a login without end");
    }

    /** The folder that is open for writing; null when none is. */
    @Nullable
    String standing() {
        return standing;
    }

    @Override
    public MailboxInfo select(String folder, @Nullable ResyncData since) throws ProtocolException {
        standing = null; // a folder that cannot be opened leaves none open [RFC9051 6.3.2]
        var there = super.select(folder, since);
        standing = folder;
        return there;
    }

    @Override
    public MailboxInfo examine(String folder, @Nullable ResyncData since) throws ProtocolException {
        standing = null;
        return super.examine(folder, since);
    }

    /** UIDs that are there, from one to another. What a server tells of others is not believed: a walk would never end. */
    List<Long> uids(long from, long to) throws ProtocolException {
        var found = new ArrayList<Long>();
        for (var response : ask("UID SEARCH UID " + from + ":" + to))
            if (response instanceof IMAPResponse answer && answer.keyEquals("SEARCH"))
                for (long uid = answer.readLong(); uid != -1; uid = answer.readLong())
                    if (uid >= from && uid <= to) found.add(uid);
        return found.stream().sorted().distinct().toList();
    }

    /** Answers are handed over while the server makes the next ones. One that the library cannot read is left out. */
    void fetch(Collection<Long> uids, String items, Consumer<FetchResponse> each)
            throws ProtocolException, IOException {
        var tag = writeCommand("UID FETCH " + set(uids) + " " + items, null);
        while (true) {
            Response response;
            try {
                response = readResponse();
            } catch (ProtocolException illegible) {
                continue;
            }
            if (response.isTagged() && tag.equals(response.getTag()) || response.isBYE()) {
                handleResult(response);
                return;
            }
            if (response instanceof FetchResponse answer) each.accept(answer);
        }
    }

    /** Bodies, while they come. @param item {@code BODY.PEEK[]}, or a piece of it */
    BodyAnswer bodies(Collection<Long> uids, String item) throws ProtocolException, IOException {
        var tag = writeCommand("UID FETCH " + set(uids) + " (UID " + item + ")", null);
        return new BodyAnswer(in, tag, this::handleResult);
    }

    void store(Collection<Long> uids, String how, Set<String> flags) throws ProtocolException {
        for (var flag : flags) if (!FLAG.matcher(flag).matches()) throw new IllegalArgumentException("not a flag");
        ask("UID STORE " + set(uids) + " " + how + ".SILENT (" + String.join(" ", flags) + ")");
    }

    void copy(Collection<Long> uids, String to) throws ProtocolException {
        var arguments = new Argument();
        arguments.writeAtom(set(uids));
        writeMailboxName(arguments, to);
        ask("UID COPY", arguments);
    }

    /** [RFC6851 3.3] */
    void move(Collection<Long> uids, String to) throws ProtocolException {
        var arguments = new Argument();
        arguments.writeAtom(set(uids));
        writeMailboxName(arguments, to);
        ask("UID MOVE", arguments);
    }

    /** The flags of all messages of the folder that is open. */
    void flags(Consumer<FetchResponse> each) throws ProtocolException {
        for (var response : ask("UID FETCH 1:* (UID FLAGS)"))
            if (response instanceof FetchResponse answer) each.accept(answer);
    }

    /** Whether the server tells what changed since a moment, and what is gone [RFC7162 3.2]; from then on it does. */
    boolean resyncs() throws ProtocolException {
        if (!hasCapability("QRESYNC")) return false;
        if (!isEnabled("QRESYNC")) enable("QRESYNC");
        return isEnabled("QRESYNC");
    }

    void expunge(Collection<Long> uids) throws ProtocolException {
        uidexpunge(sets(uids));
    }

    OptionalLong append(String folder, Set<String> flags, Instant received, long size, InputStream octets)
            throws ProtocolException {
        var uid = appenduid(folder, flags(flags), Date.from(received), new Octets(Math.toIntExact(size), octets));
        return uid == null ? OptionalLong.empty() : OptionalLong.of(uid.uid);
    }

    private static Flags flags(Set<String> flags) {
        var set = new Flags();
        for (var flag : flags) {
            if (!FLAG.matcher(flag).matches()) throw new IllegalArgumentException("not a flag");
            set.add(flag); // the library writes a system flag as it writes a keyword
        }
        return set;
    }

    private List<Response> ask(String command) throws ProtocolException {
        return ask(command, null);
    }

    private List<Response> ask(String command, @Nullable Argument arguments) throws ProtocolException {
        var responses = command(command, arguments);
        handleResult(responses[responses.length - 1]);
        return List.of(responses);
    }

    private static String set(Collection<Long> uids) {
        return UIDSet.toString(sets(uids));
    }

    private static UIDSet[] sets(Collection<Long> uids) {
        return UIDSet.createUIDSets(
                uids.stream().mapToLong(Long::longValue).sorted().distinct().toArray());
    }

    /** A message on its way out, straight from where it comes. */
    private record Octets(int size, InputStream from) implements Literal {
        @Override
        public void writeTo(OutputStream out) throws IOException {
            var buffer = new byte[64 * 1024];
            for (int left = size; left > 0; ) {
                int read = from.read(buffer, 0, Math.min(buffer.length, left));
                if (read < 0) throw new IOException("the message ended early");
                out.write(buffer, 0, read);
                left -= read;
            }
        }
    }
}
