package fr.balise.gateway;

import fr.balise.gateway.signing.Field;
import fr.balise.gateway.signing.Signer;
import fr.balise.mailbox.lifecycle.Signature;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One message between its sender and its signature, in memory alone. All of them together take no more room than is set aside. */
final class Held implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Held.class);

    /** Larger ones go as they are. */
    static final int LARGEST = 10 << 20;

    private static final int TOGETHER_KILOBYTES = 64 << 10;
    private static final Semaphore ROOM = new Semaphore(TOGETHER_KILOBYTES);

    private final Signature signature;
    private final List<Field> fields = new ArrayList<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int taken;

    Held(Signature signature) {
        this.signature = signature;
    }

    List<Field> fields() {
        return fields;
    }

    /** @return false when the message goes as it is: there is no room for more of it */
    boolean add(byte... octets) {
        int kilobytes = (octets.length >> 10) + 1;
        if (body.size() + octets.length > LARGEST || !ROOM.tryAcquire(kilobytes)) {
            close();
            return false;
        }
        taken += kilobytes;
        body.writeBytes(octets);
        return true;
    }

    Signer.Answer signed() {
        try {
            return Signer.sign(fields, body.toByteArray(), signature);
        } catch (RuntimeException | StackOverflowError broken) {
            LOG.error("a message left without its signature", broken);
            return new Signer.Answer.Untouched("broken");
        }
    }

    @Override
    public void close() {
        ROOM.release(taken);
        taken = 0;
        body.reset();
    }
}
