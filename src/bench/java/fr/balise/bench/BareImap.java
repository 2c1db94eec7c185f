package fr.balise.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The quickest client of IMAP that there can be: takes what comes and looks only for the end. The baseline of what Balise reads. */
final class BareImap implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private int tag;

    BareImap(int port, String name, String secret) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        out = socket.getOutputStream();
        line();
        say("LOGIN " + name + " " + secret);
    }

    /** @return octets that came before the tagged answer */
    long say(String command) throws IOException {
        var name = "a" + ++tag;
        out.write((name + " " + command + "\r\n").getBytes(StandardCharsets.US_ASCII));
        return answered(name);
    }

    /** Without waiting to be asked for the octets. */
    void append(String folder, byte[] octets) throws IOException {
        var name = "a" + ++tag;
        out.write((name + " APPEND " + folder + " {" + octets.length + "+}\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(octets);
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        answered(name);
    }

    private long answered(String name) throws IOException {
        out.flush();
        long octets = 0;
        while (true) {
            var line = line();
            if (line.startsWith(name + " ")) {
                if (!line.startsWith(name + " OK")) throw new IOException("refused: " + line);
                return octets;
            }
            octets += line.length() + 2;
            if (line.endsWith("}"))
                octets += skip(Long.parseLong(line.substring(line.lastIndexOf('{') + 1, line.length() - 1)));
        }
    }

    private long skip(long octets) throws IOException {
        in.skipNBytes(octets);
        return octets;
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream(128);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) throw new IOException("the server hung up");
            if (c != '\r') line.write(c);
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
