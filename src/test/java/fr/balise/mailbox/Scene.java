package fr.balise.mailbox;

import fr.balise.directory.Person;
import fr.balise.directory.Situation;
import fr.balise.identity.Actor;
import fr.balise.identity.Rights;
import fr.balise.identity.Subject;
import fr.balise.identity.Subject.Right;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.SensitiveAct;
import fr.balise.outbox.SentMail;
import fr.balise.outbox.SentMails;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.context.event.EventListener;

/** People of the module tests: each test plays with a doctor of its own. */
@TestConfiguration(proxyBeanMethods = false)
public class Scene {
    static final Instant NOON = Practice.NOON;

    public static final class Clock implements InstantSource {
        private volatile Instant now = NOON;

        @Override
        public Instant instant() {
            return now;
        }

        public void forward(Duration by) {
            now = now.plus(by);
        }
    }

    /** A doctor with one practice, and the mailbox {@code essaiN@national.mssante.fr} on the RPPS alone. */
    public record Doctor(Person person, Situation situation, String address, long account) {
        public Subject self() {
            return with(Right.values());
        }

        public Subject with(Right... rights) {
            return new Subject(
                    new Actor(account, person.fullName(), person.nationalId(), Set.of()),
                    person.nationalId(),
                    Set.of(rights));
        }

        public Subject secretary() {
            return new Subject(
                    new Actor(account + 1_000_000, "Nadia Secrétaire", null, Set.of(Actor.Role.DELEGATE)),
                    person.nationalId(),
                    Set.of(Right.VIEW, Right.PREPARE));
        }

        public BoxId box() {
            return box(address);
        }

        public BoxId box(String any) {
            return BoxId.of(person.nationalId(), MailAddress.parse(any));
        }
    }

    public static final class Stage {
        private final AtomicLong numbers = new AtomicLong(1);
        private final InMemoryDirectory directory;
        private final SentMails mails;

        Stage(InMemoryDirectory directory, SentMails mails) {
            this.directory = directory;
            this.mails = mails;
        }

        public synchronized Doctor doctor() {
            var n = numbers.getAndIncrement();
            var person = directory.person("%011d".formatted(99_700_000_000L + n), "ESSAI" + n, "Camille");
            var place = directory.structure("99%07d".formatted(n), "Cabinet " + n);
            var doctor = new Doctor(
                    person, directory.situation(person, place, null), "essai" + n + "@national.mssante.fr", 100 + n);
            directory.lists(doctor.address(), person);
            return doctor;
        }

        /** That mailbox, on the doctor's practice. */
        public void lists(String address, Doctor doctor) {
            directory.lists(address, doctor.situation());
        }

        /** The newest message to that address, once it has left. */
        public SentMail mailTo(String address) {
            var end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (System.nanoTime() < end) {
                var found = mailsTo(address);
                if (!found.isEmpty()) return found.getFirst();
                Thread.onSpinWait();
            }
            throw new AssertionError("no message within twenty seconds");
        }

        List<SentMail> mailsTo(String address) {
            return mails.latest(1000).stream()
                    .filter(mail -> mail.to().equals(address))
                    .toList();
        }

        static String token(SentMail mail) {
            return group(mail, "/verification/([A-Za-z0-9_-]+)");
        }

        static String code(SentMail mail) {
            return group(mail, "(\\d{3} \\d{3})");
        }

        private static String group(SentMail mail, String pattern) {
            var matcher = Pattern.compile(pattern).matcher(mail.body());
            if (!matcher.find()) throw new AssertionError("not in the message: " + pattern);
            return matcher.group(1);
        }
    }

    public static final class Acts {
        private final List<SensitiveAct> acts = new CopyOnWriteArrayList<>();

        @EventListener
        void on(SensitiveAct act) {
            acts.add(act);
        }

        public List<String> of(long account) {
            return acts.stream()
                    .filter(act -> act.actor().equals("account:" + account))
                    .map(SensitiveAct::action)
                    .toList();
        }
    }

    /** Stands for a session: nobody is logged in during a module test, unless the test says who. */
    public static final class Session implements Rights {
        private volatile Set<String> managed = Set.of();
        private volatile Optional<Subject> subject = Optional.empty();

        public void is(Subject one) {
            subject = Optional.of(one);
        }

        public void isOver() {
            subject = Optional.empty();
        }

        public void manages(Set<String> structures) {
            managed = structures;
        }

        @Override
        public Optional<Actor> actor() {
            return subject.map(Subject::actor);
        }

        @Override
        public Optional<Subject> subject() {
            return subject;
        }

        @Override
        public List<Subject> subjects() {
            return List.of();
        }

        @Override
        public Set<String> managedStructures() {
            return managed;
        }
    }

    @Bean
    @Primary
    Session session() {
        return new Session();
    }

    @Bean
    @Primary
    InMemoryDirectory inMemoryDirectory() {
        return new InMemoryDirectory();
    }

    @Bean
    @Primary
    Clock movedClock() {
        return new Clock();
    }

    @Bean
    Stage mailboxStage(InMemoryDirectory directory, SentMails mails) {
        return new Stage(directory, mails);
    }

    @Bean
    Acts heardActs() {
        return new Acts();
    }
}
