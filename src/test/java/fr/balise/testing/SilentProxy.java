package fr.balise.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Hands bytes on, until it is told to be silent: then it takes everything, answers nothing and closes nothing, as a machine that vanished. */
public final class SilentProxy implements AutoCloseable {
    private final ServerSocket server;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean silent;

    public SilentProxy(int target) throws IOException {
        this.target = target;
        server = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Connections that lived through a silence stay silent: what was swallowed is lost. */
    public void silent(boolean now) {
        silent = now;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var caller = server.accept();
                var called = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(caller);
                sockets.add(called);
                var lost = new boolean[1];
                Thread.ofVirtual().start(() -> pump(caller, called, lost));
                Thread.ofVirtual().start(() -> pump(called, caller, lost));
            } catch (IOException e) {
                if (!server.isClosed()) throw new IllegalStateException(e);
            }
        }
    }

    private void pump(Socket from, Socket to, boolean[] lost) {
        var bytes = new byte[8192];
        try {
            for (int n = from.getInputStream().read(bytes);
                    n >= 0;
                    n = from.getInputStream().read(bytes)) {
                if (silent) lost[0] = true;
                if (!lost[0]) to.getOutputStream().write(bytes, 0, n);
            }
            if (!lost[0]) to.shutdownOutput();
        } catch (IOException ended) {
            sockets.remove(from);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var socket : sockets) socket.close();
    }
}
