package fr.balise.portal.supervisor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A port that is taken is told before a part fails on it with words of its own. */
final class PortCheck {
    private PortCheck() {}

    static void free(Part part) {
        int port = Integer.parseInt(part.address().replaceFirst(".*:", ""));
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new java.net.InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
        } catch (IOException taken) {
            throw new Failure("port " + port + " for " + part.name()
                    + " is taken by another program; stop that one, or start Balise with --port-offset 100.");
        }
    }
}
