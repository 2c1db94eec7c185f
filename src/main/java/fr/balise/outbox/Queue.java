package fr.balise.outbox;

import fr.balise.kernel.MailAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Writes the row in the caller's transaction, and wakes the sender once that has committed. */
@Service
class Queue implements Outbox {
    private static final int LONGEST_SUBJECT = 200;

    private final Messages messages;
    private final Sender sender;
    private final OutboxSettings settings;
    private final InstantSource clock;

    Queue(Messages messages, Sender sender, OutboxSettings settings, InstantSource clock) {
        this.messages = messages;
        this.sender = sender;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public long queue(MailAddress to, String purpose, String subject, String body) {
        return queued(null, to, purpose, subject, body, Map.of());
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public long queue(MailAddress from, MailAddress to, String purpose, String subject, String body) {
        return queued(from, to, purpose, subject, body, Map.of());
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public long queue(
            MailAddress from,
            MailAddress to,
            String purpose,
            String subject,
            String body,
            Map<String, String> headers) {
        return queued(from, to, purpose, subject, body, headers);
    }

    private long queued(
            @Nullable MailAddress from,
            MailAddress to,
            String purpose,
            String subject,
            String body,
            Map<String, String> headers) {
        require(subject, body);
        var name = from == null ? null : from.toString();
        var id = messages.add(name, to.toString(), purpose, subject, body, Extra.lines(headers), clock.instant());
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                sender.wake();
            }
        });
        return id;
    }

    @Override
    public MailAddress ownSender() {
        return MailAddress.parse(settings.from());
    }

    @Override
    public boolean reachesPeople() {
        return switch (settings.adapter()) {
            case FILE -> settings.filesAreRead();
            case SMTP -> true;
        };
    }

    private void require(String subject, String body) {
        if (subject.isBlank()
                || subject.length() > LONGEST_SUBJECT
                || subject.chars().anyMatch(Character::isISOControl))
            throw new IllegalArgumentException("a subject has 1 to 200 characters on one line");
        if (body.getBytes(StandardCharsets.UTF_8).length > settings.largest().toBytes())
            throw new IllegalArgumentException("a text has at most " + settings.largest());
    }
}
