package fr.balise.gateway;

import fr.balise.kernel.Patience;
import fr.balise.mailbox.lifecycle.Signature;
import fr.balise.mailbox.lifecycle.Signatures;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/**
 * Where Postfix shows what people who are logged in send: the heads of messages without a sender in the envelope, receipts and whatever
 * else claims to be one; and messages from mailboxes that wish a signature, whole. Loopback alone. A signature that cannot be had in
 * time is left out. While nobody answers here at all, Postfix tells the sender to try again, as a forged receipt must not slip through.
 */
@Component
@ConditionalOnBooleanProperty("balise.mailstore.enabled")
class HeadDoor implements SmartInitializingSingleton, DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(HeadDoor.class);

    /** Postfix waits ten seconds for each answer (master.cf). */
    private static final Duration LONGEST = Duration.ofSeconds(4);

    private final GatewaySettings settings;
    private final ObjectProvider<Signatures> signatures;
    private final Listening postfix;

    HeadDoor(GatewaySettings settings, ObjectProvider<Signatures> signatures) throws IOException {
        this.settings = settings;
        this.signatures = signatures;
        postfix = new Listening(settings.headsPort());
    }

    @Override
    public void afterSingletonsInstantiated() {
        postfix.begin(this::serve);
        LOG.info("heads of messages are looked at, at port {}", settings.headsPort());
    }

    private void serve(Socket socket) throws IOException {
        new HeadTalk(
                        new DataInputStream(new BufferedInputStream(socket.getInputStream())),
                        new DataOutputStream(socket.getOutputStream()),
                        this::wished)
                .untilItEnds();
    }

    /** Mail does not wait for a signature. */
    private Optional<Signature> wished(String login) {
        try {
            return Patience.within(
                    LONGEST,
                    () -> Optional.ofNullable(signatures.getIfAvailable())
                            .flatMap(all -> Writers.mailbox(login).flatMap(all::under)));
        } catch (RuntimeException broken) {
            LOG.warn(
                    "a message left without its signature: {}",
                    broken.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    @Override
    public void destroy() throws IOException {
        postfix.close();
    }
}
