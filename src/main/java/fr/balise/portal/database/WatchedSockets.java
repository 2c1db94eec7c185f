package fr.balise.portal.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnknownHostException;
import javax.net.SocketFactory;
import jdk.net.ExtendedSocketOptions;

/**
 * Sockets on which a silent peer is asked after one minute whether it is still there: a machine that vanished is noticed within two
 * minutes, however long a statement may take on one that did not. The driver offers only the switch, and the usual start is after two
 * hours.
 */
public class WatchedSockets extends SocketFactory {
    private static final int SILENT_SECONDS = 60;
    private static final int AGAIN_SECONDS = 15;
    private static final int UNANSWERED = 4;

    /** As the driver wants it: it connects the socket itself. */
    @Override
    public Socket createSocket() throws IOException {
        return watched(new Socket());
    }

    private static Socket watched(Socket socket) throws IOException {
        try {
            socket.setKeepAlive(true);
            socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, SILENT_SECONDS);
            socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, AGAIN_SECONDS);
            socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, UNANSWERED);
        } catch (UnsupportedOperationException | SocketException here) {
            // a system without them keeps its own times
        }
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException, UnknownHostException {
        return watched(new Socket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
            throws IOException, UnknownHostException {
        return watched(new Socket(host, port, localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return watched(new Socket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return watched(new Socket(address, port, localAddress, localPort));
    }
}
