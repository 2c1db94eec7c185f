package fr.balise.mailbox;

import fr.balise.identity.Pace;
import fr.balise.identity.Subject;
import fr.balise.kernel.SensitiveAct;
import fr.balise.mailstore.ElsewhereConnections;
import fr.balise.mailstore.ElsewhereMail;
import fr.balise.mailstore.ElsewhereMail.Answer;
import fr.balise.mailstore.ElsewhereMail.Credential;
import fr.balise.mailstore.ElsewhereMail.Why;
import fr.balise.mailstore.MailStore.Folder;
import fr.balise.mailstore.MailStore.Unavailable;
import fr.balise.mailstore.OpenMailbox.Quota;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/** A person's own mailboxes at other operators, which Balise may look into because that person typed what opens them. Nobody else sees it. */
@Service
public class OwnConnections {
    /** Of each mailbox: a login that fails costs its own limits at its operator. */
    private final Pace pace = new Pace(10_000, 10, 10, Duration.ofMinutes(10));

    private static final byte[] NOTHING = {};

    private final ElsewhereMail mail;
    private final ElsewhereConnections connections;
    private final MailboxSettings settings;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    OwnConnections(
            ElsewhereMail mail,
            ElsewhereConnections connections,
            MailboxSettings settings,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.mail = mail;
        this.connections = connections;
        this.settings = settings;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    /** Whether it makes sense to offer it: a mailbox of one's own, held elsewhere, not hidden. */
    public boolean concerns(Subject subject, Box box) {
        return subject.isSelf()
                && !box.hidden()
                && !settings.ownDomains().contains(box.address().domain());
    }

    /** Whether this installation knows the operator's server. */
    public boolean possible(Box box) {
        return mail.knows(box.address().domain());
    }

    public Optional<Instant> since(Subject subject, Box box) {
        return concerns(subject, box) ? connections.since(person(subject), box.address()) : Optional.empty();
    }

    /**
     * What the mailbox holds, by folder, now. Only how much it is together may be kept ({@link ElsewhereSeen}).
     *
     * @param folders their names may be names of patients
     */
    public record Photo(Instant at, List<Folder> folders) {
        public long messages() {
            return folders.stream().mapToLong(Folder::messages).sum();
        }

        long octets() {
            return folders.stream().mapToLong(folder -> folder.size().toBytes()).sum();
        }

        public long unread() {
            return folders.stream().mapToLong(Folder::unseen).sum();
        }

        @Override
        public String toString() {
            return "Photo[" + at + "]";
        }
    }

    public sealed interface Looked {
        record Seen(Photo photo) implements Looked {}

        record Refused(Words words) implements Looked {}
    }

    private boolean isTooOften(Subject subject, Box box) {
        return pace.secondsToWait(person(subject) + " " + box.id().value()) > 0;
    }

    /** Opens it with that password, and keeps the password only if it opens. Goes over the network. */
    public Looked connect(Subject subject, Box box, String password) {
        if (!concerns(subject, box)) return refused("not-listed");
        if (isTooOften(subject, box)) return refused("too-often");
        var typed = new Credential.AppPassword(password);
        var looked = look(subject, box, mail.open(box.address(), typed));
        if (looked instanceof Looked.Seen)
            transaction.executeWithoutResult(_ -> {
                connections.keep(person(subject), box.address(), typed);
                publish(subject, box, "mailbox.connect");
            });
        return looked;
    }

    /** With what was kept. Goes over the network. */
    public Looked look(Subject subject, Box box) {
        if (!concerns(subject, box)) return refused("gone");
        if (isTooOften(subject, box)) return refused("too-often");
        return connections
                .open(person(subject), box.address())
                .map(answer -> look(subject, box, answer))
                .orElseGet(() -> refused("gone"));
    }

    /**
     * What one session keeps of a token.
     *
     * @param sealed opens for this person and mailbox alone
     */
    public record ForNow(byte[] sealed, Looked looked) {
        @Override
        public String toString() {
            return "ForNow";
        }
    }

    /** Opens it once with a token that its operator gave; nothing of it is kept here. Goes over the network. */
    public ForNow lookOnce(Subject subject, Box box, String token) {
        if (!concerns(subject, box)) return new ForNow(NOTHING, refused("not-listed"));
        if (!Credential.Token.isToken(token)) return new ForNow(NOTHING, refused("no-token"));
        if (isTooOften(subject, box)) return new ForNow(NOTHING, refused("too-often"));
        var typed = new Credential.Token(token);
        var looked = ofToken(look(subject, box, mail.open(box.address(), typed)));
        if (!(looked instanceof Looked.Seen)) return new ForNow(NOTHING, looked);
        transaction.executeWithoutResult(_ -> publish(subject, box, "mailbox.look-with-token"));
        return new ForNow(connections.sealed(person(subject), box.address(), typed), looked);
    }

    /** With the token of this session. Goes over the network. */
    public Looked look(Subject subject, Box box, byte[] sealed) {
        if (!concerns(subject, box)) return refused("gone");
        if (isTooOften(subject, box)) return refused("too-often");
        return connections
                .open(person(subject), box.address(), sealed)
                .map(answer -> ofToken(look(subject, box, answer)))
                .orElseGet(() -> refused("token-over"));
    }

    /** Whether the token of the session is of no more use. */
    public static boolean isOver(Looked looked) {
        return looked.equals(refused("token-over"));
    }

    private static Looked ofToken(Looked looked) {
        return looked.equals(refused("wrong-credential")) ? refused("token-over") : looked;
    }

    private Looked look(Subject subject, Box box, Answer answer) {
        return switch (answer) {
            case Answer.Refused(var why) -> refused(word(why));
            case Answer.Opened(var mailbox) -> {
                try (mailbox) {
                    var photo = new Photo(clock.instant(), mailbox.folders());
                    events.publishEvent(seen(subject, box, photo, mailbox.quota()));
                    yield new Looked.Seen(photo);
                } catch (Unavailable down) {
                    yield refused(word(Why.UNREACHABLE));
                }
            }
        };
    }

    private static ElsewhereSeen seen(Subject subject, Box box, Photo photo, Optional<Quota> quota) {
        return new ElsewhereSeen(
                person(subject),
                subject.person(),
                box.address(),
                quota.map(Quota::used).map(DataSize::toBytes).orElseGet(photo::octets),
                quota.map(Quota::limit).map(DataSize::toBytes).orElse(0L),
                photo.at());
    }

    public void forget(Subject subject, Box box) {
        transaction.executeWithoutResult(_ -> {
            if (!connections.forget(person(subject), box.address())) return;
            publish(subject, box, "mailbox.disconnect");
            events.publishEvent(new ElsewhereLetGo(person(subject), box.address(), clock.instant()));
        });
    }

    private void publish(Subject subject, Box box, String action) {
        events.publishEvent(new SensitiveAct(
                subject.actor().auditName(), action, "box:" + box.id(), Map.of(), Map.of(), clock.instant()));
    }

    private static long person(Subject subject) {
        return subject.actor().account();
    }

    private static Looked refused(String word) {
        return new Looked.Refused(Words.of("mailbox.connection.refused." + word));
    }

    /** Why another operator's server was not opened, for its holder. */
    public static Words words(Why why) {
        return Words.of("mailbox.connection.refused." + word(why));
    }

    private static String word(Why why) {
        return switch (why) {
            case NOT_LISTED -> "not-listed";
            case NOT_TRUSTED -> "not-trusted";
            case WRONG_CREDENTIAL -> "wrong-credential";
            case NO_TOKENS -> "no-tokens";
            case UNREACHABLE -> "unreachable";
        };
    }
}
