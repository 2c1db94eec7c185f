package fr.balise.mailbox.lifecycle;

import fr.balise.identity.Actor;
import fr.balise.identity.Subject;
import fr.balise.identity.Subject.Right;
import fr.balise.mailbox.BoxId;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Words;
import fr.balise.mailbox.lifecycle.Evidence.Channel;
import fr.balise.mailbox.lifecycle.Evidence.Way;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people do about mailboxes that nobody uses [L-I7]: staff look (dry run), tell holders and note what holders answer; holders ask
 * for the mailbox to stay. Each leaves evidence; nothing here touches a mailbox.
 */
@Service
public class Unused {
    /** Looked at for one page of the dry run: each costs a few reads. */
    private static final int LOOKED_AT = 1_000;

    /** Lines of one page. */
    private static final int LINES = 100;

    private static final int CHUNK = 100;

    private final Lifecycle lifecycle;
    private final OwnMailboxes own;
    private final Observing observing;
    private final EvidenceBook book;
    private final Notices notices;
    private final InactivityPolicy policy;
    private final InstantSource clock;

    Unused(
            Lifecycle lifecycle,
            OwnMailboxes own,
            Observing observing,
            EvidenceBook book,
            Notices notices,
            InactivityPolicy policy,
            InstantSource clock) {
        this.lifecycle = lifecycle;
        this.own = own;
        this.observing = observing;
        this.book = book;
        this.notices = notices;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * One mailbox that is spoken of, as staff may know it: a class of use, and no day of it.
     *
     * @param why in words
     * @param tell whether the holder is to be told now
     * @param propose whether a depublication is to be proposed now
     * @param channel by which the holder wants to be told
     */
    public record Line(
            MailboxId id,
            String address,
            Words why,
            boolean tell,
            boolean propose,
            UseClass use,
            Channel channel,
            List<Evidence> evidence) {
        public Line {
            evidence = List.copyOf(evidence);
        }
    }

    /**
     * A page of the dry run.
     *
     * @param lines whoever is concerned, or was
     * @param kinds how many mailboxes of each kind of answer were looked at, used ones too
     * @param next id behind which the next page begins; null at the end
     */
    public record Page(
            List<Line> lines,
            Map<Kind, Integer> kinds,
            @Nullable Long next) {
        public Page {
            lines = List.copyOf(lines);
            kinds = Map.copyOf(kinds);
        }

        public int asks() {
            return kinds.getOrDefault(Kind.ASKS, 0);
        }

        public int waits() {
            return kinds.getOrDefault(Kind.WAITS, 0);
        }

        public int inUse() {
            return kinds.getOrDefault(Kind.IN_USE, 0);
        }

        public int unknown() {
            return kinds.getOrDefault(Kind.UNKNOWN, 0);
        }
    }

    public enum Kind {
        IN_USE,
        UNKNOWN,
        ASKS,
        WAITS,
        OTHER;

        static Kind of(Concern concern) {
            return switch (concern) {
                case Concern.InUse _ -> IN_USE;
                case Concern.UseUnknown _ -> UNKNOWN;
                case Concern.ToNotify _, Concern.ToPropose _, Concern.SituationEnded _ -> ASKS;
                case Concern.Noticed _, Concern.Opposed _, Concern.Proposed _ -> WAITS;
                case Concern.Closing _, Concern.Restrained _ -> OTHER;
            };
        }
    }

    /** Who would be concerned, and why. Changes nothing. */
    public Outcome<Page> dryRun(Actor actor, long after) {
        if (!actor.is(Actor.Role.OPERATOR)) return notAllowed();
        var lines = new ArrayList<Line>();
        var kinds = new EnumMap<Kind, Integer>(Kind.class);
        long last = after;
        for (int looked = 0; looked < LOOKED_AT && lines.size() < LINES; looked += CHUNK) {
            var chunk = observing.page(last, CHUNK);
            for (var line : Inactivity.dryRun(chunk.stream(), policy, clock.instant())) {
                kinds.merge(Kind.of(line.concern()), 1, Integer::sum);
                if (Kind.of(line.concern()) == Kind.ASKS || Kind.of(line.concern()) == Kind.WAITS)
                    lines.add(line(line));
            }
            if (chunk.size() < CHUNK) return Outcome.done(new Page(List.copyOf(lines), kinds, null));
            last = chunk.getLast().mailbox().id().value();
        }
        return Outcome.done(new Page(List.copyOf(lines), kinds, last));
    }

    private Line line(Inactivity.Line line) {
        var mailbox = lifecycle.find(line.mailbox()).orElseThrow(() -> new NoSuchMailbox(line.mailbox()));
        return new Line(
                mailbox.id(),
                mailbox.address().toString(),
                forStaff(line.concern()),
                line.concern() instanceof Concern.ToNotify,
                line.concern() instanceof Concern.ToPropose || line.concern() instanceof Concern.SituationEnded,
                observing.used(mailbox),
                notices.channel(mailbox.id()),
                book.of(mailbox.id()));
    }

    /** The day of the last use is not for staff to know. */
    static Words forStaff(Concern concern) {
        return switch (concern) {
            case Concern.ToNotify _ -> Words.of("mailbox.unused.why.tell");
            case Concern.ToPropose(var _, var noticed) -> Words.of("mailbox.unused.why.propose", noticed);
            default -> concern.words();
        };
    }

    private Concern concern(Hosted mailbox) {
        return Inactivity.concern(observing.of(mailbox), policy, clock.instant());
    }

    /**
     * Tells the holder: by mail where that is the channel, else staff say that they told. Refused when the policy does not ask for it now.
     *
     * @param told the channel by which staff told the holder themselves; null for the chosen one
     */
    @Transactional
    public Outcome<Concern> notify(Actor actor, MailboxId id, @Nullable Channel told) {
        if (!actor.is(Actor.Role.OPERATOR)) return notAllowed();
        return found(id).then(mailbox -> {
            if (!(concern(mailbox) instanceof Concern.ToNotify)) return notNow();
            var by = told == null ? notices.send(mailbox, policy, mailbox.day(clock.instant())) : Optional.of(told);
            if (by.isEmpty()) return Outcome.refused(new fr.balise.mailbox.Refusal.NoWayToWrite());
            book.note(id, new Evidence.Noticed(mailbox.day(clock.instant()), by.get()), By.of(actor));
            return Outcome.done(concern(mailbox));
        });
    }

    /** A holder who has no login, or does not use it, says so by telephone or letter. */
    @Transactional
    public Outcome<Concern> opposed(Actor actor, MailboxId id, Way way) {
        if (!actor.is(Actor.Role.OPERATOR) || way == Way.PORTAL) return notAllowed();
        return found(id).then(mailbox -> oppose(mailbox, way, By.of(actor)));
    }

    /** "Je demande le maintien". */
    @Transactional
    public Outcome<Concern> keep(Subject subject, BoxId box) {
        if (!subject.may(Right.DECIDE)) return notAllowed();
        return own.find(subject, box).then(mailbox -> oppose(mailbox, Way.PORTAL, By.of(subject.actor())));
    }

    private Outcome<Concern> oppose(Hosted mailbox, Way way, By by) {
        if (!mayOppose(concern(mailbox))) return notNow();
        book.note(mailbox.id(), new Evidence.Opposed(mailbox.day(clock.instant()), way), by);
        return Outcome.done(concern(mailbox));
    }

    /** Whether there is something to oppose. */
    static boolean mayOppose(Concern concern) {
        return switch (concern) {
            case Concern.ToNotify _,
                    Concern.Noticed _,
                    Concern.ToPropose _,
                    Concern.SituationEnded _,
                    Concern.Proposed _ -> true;
            default -> false;
        };
    }

    /** The end of it: the holder is asked to depublish. Nothing is done to the mailbox. */
    @Transactional
    public Outcome<Concern> propose(Actor actor, MailboxId id) {
        if (!actor.is(Actor.Role.OPERATOR)) return notAllowed();
        return found(id).then(mailbox -> {
            var concern = concern(mailbox);
            if (!(concern instanceof Concern.ToPropose) && !(concern instanceof Concern.SituationEnded))
                return notNow();
            book.note(id, new Evidence.Proposed(mailbox.day(clock.instant())), By.of(actor));
            return Outcome.done(concern(mailbox));
        });
    }

    /** What a holder is to see on the mailbox's card; empty while there is nothing to answer. */
    public Optional<Concern> toAnswer(Hosted mailbox) {
        return Optional.of(concern(mailbox)).filter(Unused::mayOppose).filter(c -> !(c instanceof Concern.ToNotify));
    }

    /** By which channel the holder wants to be told. @param address of another mailbox, for {@code OTHER_MAIL} */
    @Transactional
    public Outcome<Channel> choose(Subject subject, BoxId box, Channel channel, String address) {
        if (!subject.may(Right.DECIDE)) return notAllowed();
        return own.find(subject, box)
                .then(mailbox -> notices.choose(mailbox.id(), channel, address, By.of(subject.actor())));
    }

    private Outcome<Hosted> found(MailboxId id) {
        return lifecycle
                .find(id)
                .map(Outcome::done)
                .orElseGet(() -> Outcome.refused(new fr.balise.mailbox.Refusal.NotFound()));
    }

    private static <T> Outcome<T> notNow() {
        return Outcome.refused(new fr.balise.mailbox.Refusal.NothingToAnswer());
    }

    private static <T> Outcome<T> notAllowed() {
        return Outcome.refused(new fr.balise.mailbox.Refusal.NotAllowed());
    }
}
