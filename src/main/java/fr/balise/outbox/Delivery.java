package fr.balise.outbox;

import java.io.IOException;

/** The way out of one message. Called without a transaction; delivering the same message twice must do no more than once. */
interface Delivery {
    /** Name of the bean that the settings chose. */
    String WAY = "fr.balise.outbox.way";

    /**
     * @throws IOException when it may work later
     * @throws Undeliverable when it never will
     */
    void deliver(Message message) throws IOException, Undeliverable;

    final class Undeliverable extends Exception {
        private static final long serialVersionUID = 1;

        /** @param reason without address or text: it reaches the log */
        Undeliverable(String reason) {
            super(reason);
        }
    }
}
