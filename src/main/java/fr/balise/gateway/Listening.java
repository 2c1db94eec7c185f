package fr.balise.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A port of the loopback at which Postfix asks; each connection is a thread, and those beyond what Postfix can have are turned away. */
final class Listening implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Listening.class);

    /** Postfix keeps a connection open between messages, and as long as the sender's: five minutes of silence at most. */
    private static final int IDLE_MILLIS = 400_000;

    /** More than Postfix has processes of one kind. */
    private static final int CONNECTIONS = 300;

    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore room = new Semaphore(CONNECTIONS);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ServerSocket server = new ServerSocket();

    /** One connection, to its end. */
    interface Talk {
        void over(Socket socket) throws IOException;
    }

    /** @throws IOException when the port is taken */
    Listening(int port) throws IOException {
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECTIONS);
    }

    void begin(Talk talk) {
        workers.execute(() -> accept(talk));
    }

    private void accept(Talk talk) {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                if (room.tryAcquire()) workers.execute(() -> serve(socket, talk));
                else socket.close();
            } catch (IOException e) {
                if (!server.isClosed()) LOG.warn("a connection of Postfix was not taken", e);
            }
        }
    }

    private void serve(Socket socket, Talk talk) {
        open.add(socket);
        try (socket) {
            socket.setSoTimeout(IDLE_MILLIS);
            talk.over(socket);
        } catch (IOException ended) {
            LOG.debug("a connection of Postfix ended", ended);
        } catch (RuntimeException broken) {
            LOG.error("a connection of Postfix broke", broken);
        } finally {
            open.remove(socket);
            room.release();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var socket : open) socket.close();
        workers.close();
    }
}
