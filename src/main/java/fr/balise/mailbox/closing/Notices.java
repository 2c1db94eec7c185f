package fr.balise.mailbox.closing;

import fr.balise.identity.Subject;
import fr.balise.identity.Subject.Right;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.SensitiveAct;
import fr.balise.kernel.Sha256;
import fr.balise.mailbox.Domains;
import fr.balise.mailbox.Wording;
import fr.balise.mailbox.Words;
import fr.balise.mailbox.lifecycle.AutoReply;
import fr.balise.mailbox.lifecycle.By;
import fr.balise.mailbox.lifecycle.Correspondents;
import fr.balise.mailbox.lifecycle.Correspondents.Writer;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.MailboxId;
import fr.balise.mailbox.lifecycle.State;
import fr.balise.outbox.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
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
    /** As the gates of a deletion count who still writes. */
    private static final Duration LATELY = Duration.ofDays(90);

    /** What one press may send: enough for any practice, too few to be of use to who writes to strangers. */
    private static final int MOST = 300;

    private final ObjectProvider<Correspondents> correspondents;
    private final Lifecycle lifecycle;
    private final Outbox outbox;
    private final Wording wording;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Notices(
            ObjectProvider<Correspondents> correspondents,
            Lifecycle lifecycle,
            Outbox outbox,
            Wording wording,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.correspondents = correspondents;
        this.lifecycle = lifecycle;
        this.outbox = outbox;
        this.wording = wording;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    /**
     * @param key stands for the address in forms
     * @param within whether the address is one of the MSSanté space: the sender of a message is what it claims to be, and Balise
     *     writes nowhere else
     */
    public record Person(String key, Writer writer, boolean told, boolean within) {
        public boolean tellable() {
            return within && !told;
        }
    }

    /**
     * Who wrote lately.
     *
     * @param people who can be told; {@code software} whose address book only its owners change; {@code patients} how many of them
     */
    public record Seen(List<Person> people, List<Writer> software, int patients) {
        public long untold() {
            return people.stream().filter(Person::tellable).count();
        }
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
    public Optional<Seen> seen(Hosted mailbox) {
        if (mailbox.suspension() != null) return Optional.empty();
        return Optional.ofNullable(correspondents.getIfAvailable())
                .flatMap(store -> store.of(mailbox.id(), clock.instant().minus(LATELY)))
                .map(writers -> seen(mailbox, writers));
    }

    private Seen seen(Hosted mailbox, List<Writer> writers) {
        var to = newAddress(mailbox).map(MailAddress::key).orElse("");
        var told = told(mailbox.id(), to);
        var others = writers.stream()
                .filter(writer -> !writer.address().key().equals(to)
                        && !writer.address().key().equals(mailbox.address().key()))
                .toList();
        return new Seen(
                others.stream()
                        .filter(writer -> !writer.automatic() && !writer.patient())
                        .map(writer -> person(mailbox.id(), writer, told))
                        .toList(),
                others.stream()
                        .filter(writer -> writer.automatic() && !writer.patient())
                        .toList(),
                (int) others.stream().filter(Writer::patient).count());
    }

    private static Person person(MailboxId mailbox, Writer writer, Set<String> told) {
        var key = digest(mailbox, writer.address());
        return new Person(
                key,
                writer,
                told.contains(key),
                Domains.isWithin(writer.address().domain(), Domains.SPACE));
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
        var people = seen(mailbox).map(Seen::people).orElse(List.of()).stream()
                .filter(person -> person.tellable() && chosen.contains(person.key()))
                .limit(MOST)
                .toList();
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

    /** The row decides: of two presses one sends. */
    private boolean tell(Hosted mailbox, AutoReply reply, Person person, Instant now) {
        var first = jdbc.sql("insert into mailbox.notice_sent (hosted, new_address, digest, at)"
                                + " values (:id, :to, :digest, :at) on conflict do nothing")
                        .param("id", mailbox.id().value())
                        .param("to", reply.newAddress().key())
                        .param("digest", HexFormat.of().parseHex(person.key()))
                        .param("at", now.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
        if (first)
            outbox.queue(reply.newAddress(), person.writer().address(), "notice", subject(), body(mailbox, reply));
        return first;
    }

    /** One press: how many messages left, and when. */
    public record Sent(Instant at, int messages) {}

    /** Oldest first. */
    public List<Sent> sent(MailboxId mailbox) {
        return jdbc.sql("select at, count(*) from mailbox.notice_sent where hosted = :id group by at order by at")
                .param("id", mailbox.value())
                .query((row, number) ->
                        new Sent(row.getObject(1, OffsetDateTime.class).toInstant(), row.getInt(2)))
                .list();
    }

    private Set<String> told(MailboxId mailbox, String to) {
        return jdbc
                .sql("select digest from mailbox.notice_sent where hosted = :id and new_address = :to")
                .param("id", mailbox.value())
                .param("to", to)
                .query((row, number) -> HexFormat.of().formatHex(row.getBytes(1)))
                .list()
                .stream()
                .collect(Collectors.toSet());
    }

    private static String digest(MailboxId mailbox, MailAddress address) {
        return HexFormat.of().formatHex(Sha256.of(mailbox + " " + address.key()), 0, 16);
    }
}
