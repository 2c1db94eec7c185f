package fr.balise.mailbox.lifecycle;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Mail servers without mail: counts the calls, tells what it is told to tell, and is down when a test wants it. */
public final class FakeEngine implements Engine, Insides {
    private final Map<MailboxId, Integer> told = new ConcurrentHashMap<>();
    private final Map<MailboxId, Optional<Contents>> inside = new ConcurrentHashMap<>();
    private volatile boolean down;
    private volatile boolean keepsMail = true;

    @Override
    public void bringInLine(MailboxId mailbox) {
        told.merge(mailbox, 1, Integer::sum);
        if (down) throw new IllegalStateException("the engine is down");
    }

    @Override
    public boolean keepsMail() {
        return keepsMail;
    }

    @Override
    public Optional<Contents> of(MailboxId mailbox) {
        return inside.getOrDefault(mailbox, Optional.of(Contents.NOTHING));
    }

    int told(MailboxId mailbox) {
        return told.getOrDefault(mailbox, 0);
    }

    public void holds(MailboxId mailbox, Contents contents) {
        inside.put(mailbox, Optional.of(contents));
    }

    public void tellsNothing(MailboxId mailbox) {
        inside.put(mailbox, Optional.empty());
    }

    void isDown() {
        down = true;
    }

    void keepsNoMail() {
        keepsMail = false;
    }

    void works() {
        keepsMail = true;
        down = false;
    }
}
