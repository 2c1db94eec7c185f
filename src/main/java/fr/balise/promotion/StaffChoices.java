package fr.balise.promotion;

import fr.balise.directory.Directory;
import fr.balise.directory.Person;
import fr.balise.directory.Structure;
import fr.balise.identity.Actor;
import fr.balise.kernel.SensitiveAct;
import fr.balise.mailbox.MailboxSettings;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Refusal;
import fr.balise.mailbox.Wording;
import fr.balise.mailbox.Words;
import fr.balise.outbox.Outbox;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which staff of a structure have chosen a preferred mailbox for it, for whoever manages the structure [L-P1]. Independent
 * professionals are never among them. A reminder is one message, to a mailbox of that structure.
 */
@Service
public class StaffChoices {
    private static final String PURPOSE = "choice";

    private final Directory directory;
    private final Gathering gathering;
    private final StaffReminders reminders;
    private final Outbox outbox;
    private final Wording wording;
    private final PromotionSettings settings;
    private final MailboxSettings mailboxes;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    StaffChoices(
            Directory directory,
            Gathering gathering,
            StaffReminders reminders,
            Outbox outbox,
            Wording wording,
            PromotionSettings settings,
            MailboxSettings mailboxes,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.directory = directory;
        this.gathering = gathering;
        this.reminders = reminders;
        this.outbox = outbox;
        this.wording = wording;
        this.settings = settings;
        this.mailboxes = mailboxes;
        this.events = events;
        this.clock = clock;
    }

    /**
     * The staff of a structure: those who have not chosen first, then by name.
     *
     * @param more whether the structure has more people than are looked at
     */
    public record Of(Structure structure, List<StaffMember> members, boolean more) {
        public Of {
            members = List.copyOf(members);
        }

        public long chosen() {
            return members.stream()
                    .filter(one -> one.state() == StaffMember.State.CHOSEN)
                    .count();
        }

        public long remindable() {
            return members.stream().filter(StaffMember::remindable).count();
        }
    }

    /** What is sent, word for word. */
    public record Letter(String subject, String body) {}

    /** @param managed idNat_Struct */
    public List<Of> of(Collection<String> managed) {
        return managed.stream()
                .sorted()
                .flatMap(id -> directory.structure(id).stream())
                .map(this::of)
                .toList();
    }

    private Of of(Structure structure) {
        var staff = directory.situationsAt(structure.id()).stream()
                .filter(StaffRules::isStaff)
                .toList();
        var people = directory
                .people(staff.stream().map(one -> one.person()).distinct().toList())
                .stream()
                .filter(person -> person.presence().present())
                .collect(Collectors.toMap(Person::id, one -> one));
        var known = gathering.of(people.values().stream()
                .map(Person::nationalId)
                .map(Question::about)
                .toList());
        var last = reminders.last(people.keySet());
        var now = clock.instant();
        var members = staff.stream()
                .filter(one -> people.containsKey(one.person()))
                .map(situation -> {
                    var person = Objects.requireNonNull(people.get(situation.person()));
                    var listed = known.listed(person.id());
                    var state =
                            StaffRules.state(situation, listed, known.decided().getOrDefault(person.id(), List.of()));
                    var reach = StaffRules.reach(situation, listed).orElse(null);
                    var before = last.get(person.id());
                    return new StaffMember(
                            person,
                            situation,
                            state,
                            reach,
                            before,
                            StaffRules.isRemindable(state, reach, before, now, settings.remindEvery()));
                })
                .sorted(Comparator.comparing(StaffMember::state)
                        .thenComparing(one -> one.person().family())
                        .thenComparing(one -> one.situation().id()))
                .toList();
        return new Of(structure, members, staff.size() >= Directory.MOST_AT_A_STRUCTURE);
    }

    /** In French: whoever is reminded did not choose a language here. */
    public Letter letter(Structure structure, String manager) {
        var body = Words.of(
                "promotion.staff.mail.body",
                structure.shownName(),
                manager,
                mailboxes.baseUrl().resolve("/privilegiees").toString());
        return new Letter(
                wording.subject(Words.of("promotion.staff.mail.subject")),
                Wording.letter(language -> wording.of(body, language)));
    }

    /** Whether a message would reach anybody. While not, nothing is sent. */
    public boolean reachesPeople() {
        return outbox.reachesPeople();
    }

    /**
     * Reminds whoever can be reminded now; who was, by anybody, is left alone until the time is over.
     *
     * @return to how many a message goes
     */
    @Transactional
    public Outcome<Integer> remind(Actor actor, Set<String> managed, String structure) {
        if (!managed.contains(structure)) return Outcome.refused(new Refusal.NotFound());
        var found = directory.structure(structure);
        if (found.isEmpty()) return Outcome.refused(new Refusal.NotFound());
        if (!outbox.reachesPeople()) return Outcome.done(0);
        var now = clock.instant();
        int sent = 0;
        for (var member : of(found.get()).members()) if (remind(actor, found.get(), member, now)) sent++;
        if (sent > 0)
            events.publishEvent(new SensitiveAct(
                    actor.auditName(),
                    "promotion.remind-staff",
                    "structure:" + structure,
                    Map.of(),
                    Map.of("messages", Integer.toString(sent)),
                    now));
        return Outcome.done(sent);
    }

    private boolean remind(Actor actor, Structure structure, StaffMember member, Instant now) {
        var to = member.reach();
        if (!member.remindable() || to == null) return false;
        if (!reminders.take(member.person().id(), structure.id(), actor.account(), now, settings.remindEvery()))
            return false;
        var letter = letter(structure, actor.name());
        outbox.queue(to, PURPOSE, letter.subject(), letter.body());
        return true;
    }
}
