package fr.balise.gateway;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
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

    private final GatewaySettings settings;
    private final Listening postfix;

    HeadDoor(GatewaySettings settings) throws IOException {
        this.settings = settings;
        postfix = new Listening(settings.headsPort());
    }

    @Override
    public void afterSingletonsInstantiated() {
        postfix.begin(HeadDoor::serve);
        LOG.info("heads of messages are looked at, at port {}", settings.headsPort());
    }

    private static void serve(Socket socket) throws IOException {
        new HeadTalk(new DataInputStream(socket.getInputStream()), new DataOutputStream(socket.getOutputStream()))
                .untilItEnds();
    }

    @Override
    public void destroy() throws IOException {
        postfix.close();
    }
}
