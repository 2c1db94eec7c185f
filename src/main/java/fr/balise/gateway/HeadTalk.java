package fr.balise.gateway;

import fr.balise.gateway.signing.Field;
import fr.balise.gateway.signing.Signer;
import fr.balise.mailbox.lifecycle.Signature;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One connection of Postfix in the protocol of Sendmail's milters, version 6 (Postfix MILTER_README): a length, a letter, and data. Of a
 * message without a sender in its envelope the head is asked for. Of one with a sender whose mailbox wishes a signature, the whole; of
 * all others no more than that sender.
 */
final class HeadTalk {
    private static final int VERSION = 6;

    /** What Postfix may leave out: the connection, HELO, recipients, DATA, unknown commands; answers to header lines. */
    private static final int WISHES = 0x01 | 0x02 | 0x08 | 0x100 | 0x200 | 0x80;

    /** What is done to messages: lines of the head added and changed, the body replaced. */
    private static final int ACTS = 0x01 | 0x10 | 0x02;

    private static final int NO_ANSWER_TO_HEADERS = 0x80;

    /** Postfix sends bodies in parts of 64 kB, header lines of 60 kB at most. */
    private static final int LONGEST = 1 << 20;

    /** A head with more lines that name its writer is no head. */
    private static final int MOST_LINES = 10;

    /** Postfix takes a new body in parts. */
    private static final int PART = 60_000;

    private static final int MOST_FIELDS = 1_000;

    private static final String REFUSED =
            "550 5.7.1 A message without a sender must be From: the mailbox that was logged in with, and nobody else";

    private final DataInputStream in;
    private final DataOutputStream out;
    private final Wishes wishes;
    private boolean answersHeaders = true;
    private boolean signs;
    private String login = "";
    private final List<String> from = new ArrayList<>();
    private @Nullable Held held;

    /** What the mailbox that was logged in with wishes under its messages; never throws. */
    interface Wishes {
        Optional<Signature> of(String login);
    }

    HeadTalk(DataInputStream in, DataOutputStream out, Wishes wishes) {
        this.in = in;
        this.out = out;
        this.wishes = wishes;
    }

    /** @throws IOException when the connection breaks, or is no milter's */
    void untilItEnds() throws IOException {
        try {
            talk();
        } finally {
            forget();
        }
    }

    private void talk() throws IOException {
        while (true) {
            int length;
            try {
                length = in.readInt();
            } catch (EOFException end) {
                return;
            }
            if (length < 1 || length > LONGEST) throw new IOException("no packet of a milter");
            char letter = (char) in.readUnsignedByte();
            var data = in.readNBytes(length - 1);
            if (data.length < length - 1) throw new EOFException();
            if (letter == 'Q') return;
            take(letter, data);
        }
    }

    private void take(char letter, byte... data) throws IOException {
        switch (letter) {
            case 'O' -> negotiate(ByteBuffer.wrap(data));
            case 'D' -> macros(data);
            case 'M' -> mail(words(data));
            case 'L' -> header(words(data));
            case 'N' -> headEnds();
            case 'B' -> say(held != null && held.add(data) ? "c" : "a");
            case 'E' -> messageEnds();
            case 'A', 'K' -> forget();
            default -> say("c");
        }
    }

    private void negotiate(ByteBuffer offered) throws IOException {
        if (offered.remaining() < 12) throw new IOException("no offer of a milter");
        int version = Math.min(VERSION, offered.getInt());
        int acts = offered.getInt() & ACTS;
        signs = acts == ACTS;
        int steps = offered.getInt() & WISHES;
        answersHeaders = (steps & NO_ANSWER_TO_HEADERS) == 0;
        packet(ByteBuffer.allocate(13)
                .put((byte) 'O')
                .putInt(version)
                .putInt(signs ? ACTS : 0)
                .putInt(steps)
                .array());
    }

    /** A letter of the command that they belong to, then names and values. */
    private void macros(byte... data) {
        if (data.length == 0 || data[0] != 'M') return;
        Map<String, String> named = new HashMap<>();
        var words = words(java.util.Arrays.copyOfRange(data, 1, data.length));
        for (int i = 0; i + 1 < words.size(); i += 2) named.put(words.get(i), words.get(i + 1));
        login = named.getOrDefault("{auth_authen}", "");
    }

    private void mail(List<String> words) throws IOException {
        from.clear();
        if (held != null) held.close();
        held = null;
        boolean receipt = !words.isEmpty() && words.getFirst().equals("<>");
        if (!receipt && signs) held = wishes.of(login).map(Held::new).orElse(null);
        say(receipt || held != null ? "c" : "a");
    }

    /** Of a message without a sender that is all. One that is signed goes on only if it is from the mailbox itself. */
    private void headEnds() throws IOException {
        boolean own = Writers.isOwn(login, from);
        if (held == null) say(own ? "a" : "y" + REFUSED + "\0");
        else say(own && held.fields().size() < MOST_FIELDS && !Signer.isOut(held.fields()) ? "c" : "a");
    }

    private void messageEnds() throws IOException {
        if (held == null) headEnds();
        else {
            if (held.signed() instanceof Signer.Answer.Signed(var fields, var body)) change(held, fields, body);
            say("a");
        }
    }

    private void change(Held message, Map<String, String> fields, byte[] body) throws IOException {
        for (var field : fields.entrySet()) {
            var line = (field.getKey() + "\0" + field.getValue().replace("\r\n", "\n") + "\0")
                    .getBytes(StandardCharsets.US_ASCII);
            boolean there = message.fields().stream().anyMatch(one -> one.name().equalsIgnoreCase(field.getKey()));
            var packet = ByteBuffer.allocate(line.length + 5);
            if (there) packet.put((byte) 'm').putInt(1);
            else packet.put((byte) 'h');
            packet.put(line);
            packet(Arrays.copyOf(packet.array(), packet.position()));
        }
        for (int at = 0; at < body.length; at += PART) {
            int end = Math.min(body.length, at + PART);
            packet(ByteBuffer.allocate(end - at + 1)
                    .put((byte) 'b')
                    .put(body, at, end - at)
                    .array());
        }
    }

    private void header(List<String> words) throws IOException {
        if (held != null && words.size() == 2 && held.fields().size() < MOST_FIELDS)
            held.fields().add(new Field(words.getFirst(), words.get(1)));
        if (words.size() == 2 && words.getFirst().equalsIgnoreCase("From") && from.size() < MOST_LINES)
            from.add(words.get(1));
        if (answersHeaders) say("c");
    }

    private void forget() {
        login = "";
        from.clear();
        if (held != null) held.close();
        held = null;
    }

    private static List<String> words(byte... data) {
        var words = new ArrayList<String>();
        var word = new ByteArrayOutputStream();
        for (var octet : data)
            if (octet == 0) {
                words.add(word.toString(StandardCharsets.UTF_8));
                word.reset();
            } else word.write(octet);
        return words;
    }

    private void say(String answer) throws IOException {
        packet(answer.getBytes(StandardCharsets.US_ASCII));
    }

    private void packet(byte... octets) throws IOException {
        out.write(ByteBuffer.allocate(4 + octets.length)
                .putInt(octets.length)
                .put(octets)
                .array());
        out.flush();
    }
}
