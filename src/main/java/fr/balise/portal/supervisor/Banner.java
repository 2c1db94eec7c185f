package fr.balise.portal.supervisor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The first line that a mail server says. */
final class Banner {
    private static final int PATIENCE_MILLIS = 3_000;
    private static final int LONGEST = 512;

    private Banner() {}

    /** Empty when nobody answers. */
    static String of(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            var line = new byte[LONGEST];
            int read = socket.getInputStream().read(line);
            return read <= 0 ? "" : new String(line, 0, read, StandardCharsets.US_ASCII);
        } catch (IOException none) {
            return "";
        }
    }
}
