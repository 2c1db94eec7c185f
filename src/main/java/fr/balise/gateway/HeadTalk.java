package fr.balise.gateway;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One connection of Postfix in the protocol of Sendmail's milters, version 6 (Postfix MILTER_README): a length, a letter, and data. Of a
 * message with a sender in its envelope no more is asked than that sender; of one without, the head.
 */
final class HeadTalk {
    private static final int VERSION = 6;

    /** What Postfix may leave out: the connection, HELO, recipients, the body, DATA, unknown commands; answers to header lines. */
    private static final int WISHES = 0x01 | 0x02 | 0x08 | 0x10 | 0x100 | 0x200 | 0x80;

    private static final int NO_ANSWER_TO_HEADERS = 0x80;

    /** Postfix sends bodies in parts of 64 kB, header lines of 60 kB at most. */
    private static final int LONGEST = 1 << 20;

    /** A head with more lines that name its writer is no head. */
    private static final int MOST_LINES = 10;

    private static final String REFUSED =
            "550 5.7.1 A message without a sender must be From: the mailbox that was logged in with, and nobody else";

    private final DataInputStream in;
    private final DataOutputStream out;
    private boolean answersHeaders = true;
    private String login = "";
    private final List<String> from = new ArrayList<>();

    HeadTalk(DataInputStream in, DataOutputStream out) {
        this.in = in;
        this.out = out;
    }

    /** @throws IOException when the connection breaks, or is no milter's */
    void untilItEnds() throws IOException {
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
            case 'N', 'E' -> say(Writers.isOwn(login, from) ? "a" : "y" + REFUSED + "\0");
            case 'A', 'K' -> forget();
            default -> say("c");
        }
    }

    private void negotiate(ByteBuffer offered) throws IOException {
        if (offered.remaining() < 12) throw new IOException("no offer of a milter");
        int version = Math.min(VERSION, offered.getInt());
        offered.getInt();
        int steps = offered.getInt() & WISHES;
        answersHeaders = (steps & NO_ANSWER_TO_HEADERS) == 0;
        packet(ByteBuffer.allocate(13)
                .put((byte) 'O')
                .putInt(version)
                .putInt(0)
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
        say(!words.isEmpty() && words.getFirst().equals("<>") ? "c" : "a");
    }

    private void header(List<String> words) throws IOException {
        if (words.size() == 2 && words.getFirst().equalsIgnoreCase("From") && from.size() < MOST_LINES)
            from.add(words.get(1));
        if (answersHeaders) say("c");
    }

    private void forget() {
        login = "";
        from.clear();
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
