package fr.balise.mailbox.closing;

import fr.balise.identity.Subject;
import fr.balise.identity.Subject.Right;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.SensitiveAct;
import fr.balise.mailbox.Wording;
import fr.balise.mailbox.Words;
import fr.balise.mailbox.lifecycle.Audience;
import fr.balise.mailbox.lifecycle.Audience.Person;
import fr.balise.mailbox.lifecycle.AutoReply;
import fr.balise.mailbox.lifecycle.By;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.MailboxId;
import fr.balise.mailbox.lifecycle.ReplyScript;
import fr.balise.mailbox.lifecycle.State;
import fr.balise.mailbox.lifecycle.Telling;
import fr.balise.outbox.Outbox;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells those who still write to a depublished mailbox where to write instead: one message each, from the active mailbox. Who they are is read
 * from the mailbox at each look. What is kept is a digest per correspondent, so that nobody is told twice; it goes with the mailbox.
 *
 * <p>Patients are never among them: their address is a national number, and a queue would keep it. They are answered by the
 * automatic reply, where the holder chose so.
 */
@Service
public class Notices {
    /** What one press may send: enough for any practice, too few to be of use to who writes to strangers. */
    private static final int MOST = 300;

    private final Telling telling;
    private final Lifecycle lifecycle;
    private final Outbox outbox;
    private final Wording wording;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Notices(
            Telling telling,
            Lifecycle lifecycle,
            Outbox outbox,
            Wording wording,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.telling = telling;
        this.lifecycle = lifecycle;
        this.outbox = outbox;
        this.wording = wording;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    /** Whether the active mailbox can send in its holder's name, or why not. */
    public enum Way {
        OPEN,
        NOT_DEPUBLISHED,
        /** Nobody writes in the name of somebody whose access is suspended. */
        SUSPENDED,
        NO_NEW_ADDRESS,
        /** Balise sends only for mailboxes that it holds, of the same owner, that are active. */
        NOT_HELD_HERE,
        NO_MAIL_LEAVES
    }

    /** Empty when the mailbox cannot be read now. Goes over the network. For the holder alone: asked before. */
    public Optional<Audience> seen(Hosted mailbox) {
        return telling.writers(mailbox).map(writers -> {
            var to = newAddress(mailbox);
            var own = Stream.concat(Stream.of(mailbox.address()), to.stream())
                    .map(MailAddress::key)
                    .collect(Collectors.toSet());
            return telling.audience(writers, mailbox, own, to.orElse(mailbox.address()));
        });
    }

    public Way way(Hosted mailbox) {
        if (!(mailbox.state() instanceof State.Depublished)) return Way.NOT_DEPUBLISHED;
        if (mailbox.suspension() != null) return Way.SUSPENDED;
        var to = newAddress(mailbox);
        if (to.isEmpty()) return Way.NO_NEW_ADDRESS;
        var held = lifecycle
                .find(to.get())
                .filter(other -> other.owner().equals(mailbox.owner()) && other.state() instanceof State.Active);
        if (held.isEmpty()) return Way.NOT_HELD_HERE;
        return outbox.reachesPeople() ? Way.OPEN : Way.NO_MAIL_LEAVES;
    }

    private static Optional<MailAddress> newAddress(Hosted mailbox) {
        return mailbox.state() instanceof State.Depublished(var _, var _, var reply) && reply != null
                ? Optional.of(reply.newAddress())
                : Optional.empty();
    }

    public String subject() {
        return wording.subject(Words.of("mailbox.notice.subject"));
    }

    /** The text as it leaves: French, then English; the holder's own words are those of the automatic reply. */
    public String body(Hosted mailbox, AutoReply reply) {
        return part(mailbox, reply, reply.french(), Locale.FRANCE) + "\n\n-- \n\n"
                + part(mailbox, reply, reply.english(), Locale.UK) + "\n";
    }

    private String part(Hosted mailbox, AutoReply reply, String own, Locale language) {
        return wording.of(
                Words.of(
                        "mailbox.notice.body",
                        own,
                        mailbox.address().toString(),
                        reply.newAddress().toString()),
                language);
    }

    /**
     * Queues one message for each chosen one who is on the present list and was not told before.
     *
     * @param chosen keys of {@link Person}
     * @return how many messages leave
     */
    public int send(Subject subject, Hosted mailbox, Set<String> chosen) {
        if (!subject.may(Right.DECIDE) || way(mailbox) != Way.OPEN) return 0;
        if (!(mailbox.state() instanceof State.Depublished(var _, var _, var reply)) || reply == null) return 0;
        var seen = seen(mailbox).map(Audience::people).orElse(List.of());
        var people = Telling.chosen(seen, chosen, MOST);
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var sent = transaction.execute(_ -> {
            int count = 0;
            for (var person : people) if (tell(mailbox, reply, person, now)) count++;
            if (count > 0)
                events.publishEvent(new SensitiveAct(
                        By.of(subject.actor()).actor(),
                        "mailbox.notice",
                        "mailbox:" + mailbox.id(),
                        Map.of(),
                        Map.of("messages", Integer.toString(count)),
                        now));
            return count;
        });
        return sent == null ? 0 : sent;
    }

    private boolean tell(Hosted mailbox, AutoReply reply, Person person, Instant now) {
        var to = person.writer().address();
        if (!telling.isFirst(mailbox.id(), reply.newAddress(), to, now)) return false;
        outbox.queue(
                reply.newAddress(),
                to,
                "notice",
                subject(),
                body(mailbox, reply),
                ReplyScript.headers(mailbox.address(), reply.newAddress()));
        return true;
    }

    /** Oldest first. */
    public List<Telling.Sent> sent(MailboxId mailbox) {
        return telling.sent(mailbox);
    }
}
