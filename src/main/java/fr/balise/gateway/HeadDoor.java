package fr.balise.gateway;

import java.io.DataInputStream;
import java.io.DataOutputStream;
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
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/**
 * Where Postfix shows the heads of messages that people who are logged in send without a sender in the envelope: receipts, and whatever
 * else claims to be one. Loopback alone; asks no database. While nobody answers, Postfix tells the sender to try again.
 */
@Component
@ConditionalOnBooleanProperty("balise.mailstore.enabled")
class HeadDoor implements SmartInitializingSingleton, DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(HeadDoor.class);

    /** Postfix keeps a connection as long as the sender's, five minutes of silence at most. */
    private static final int IDLE_MILLIS = 400_000;

    /** More than Postfix has processes of this kind. */
    private static final int CONNECTIONS = 300;

    private final GatewaySettings settings;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore room = new Semaphore(CONNECTIONS);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ServerSocket server = new ServerSocket();

    HeadDoor(GatewaySettings settings) throws IOException {
        this.settings = settings;
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.headsPort()), CONNECTIONS);
    }

    @Override
    public void afterSingletonsInstantiated() {
        workers.execute(this::accept);
        LOG.info("heads of messages are looked at, at port {}", settings.headsPort());
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                if (room.tryAcquire()) workers.execute(() -> serve(socket));
                else socket.close();
            } catch (IOException e) {
                if (!server.isClosed()) LOG.warn("a connection of Postfix was not taken", e);
            }
        }
    }

    private void serve(Socket socket) {
        open.add(socket);
        try (socket) {
            socket.setSoTimeout(IDLE_MILLIS);
            new HeadTalk(new DataInputStream(socket.getInputStream()), new DataOutputStream(socket.getOutputStream()))
                    .untilItEnds();
        } catch (IOException ended) {
            LOG.debug("a connection of Postfix ended", ended);
        } catch (RuntimeException broken) {
            LOG.error("the head of a message could not be looked at", broken);
        } finally {
            open.remove(socket);
            room.release();
        }
    }

    @Override
    public void destroy() throws IOException {
        server.close();
        for (var socket : open) socket.close();
        workers.close();
    }
}
