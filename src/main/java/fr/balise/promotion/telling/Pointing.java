package fr.balise.promotion.telling;

import fr.balise.directory.Directory;
import fr.balise.directory.LoadApplied;
import fr.balise.directory.Person;
import fr.balise.identity.Subject;
import fr.balise.kernel.AfterCommit;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.SensitiveAct;
import fr.balise.mailbox.BoxDisowned;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Wording;
import fr.balise.mailbox.Words;
import fr.balise.mailbox.lifecycle.AutoReply;
import fr.balise.mailbox.lifecycle.By;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.LifecycleChanged;
import fr.balise.mailbox.lifecycle.MailboxId;
import fr.balise.mailbox.lifecycle.Owner;
import fr.balise.mailbox.lifecycle.Pointers;
import fr.balise.mailbox.lifecycle.ReplyText;
import fr.balise.mailbox.lifecycle.State;
import fr.balise.promotion.ChoiceChanged;
import fr.balise.promotion.ChosenAddresses;
import fr.balise.promotion.Signpost;
import fr.balise.promotion.Signposts;
import fr.balise.promotion.Spot;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.core.task.TaskExecutor;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Has mailboxes that are not the preferred one tell so to whoever writes to them. Off until the holder switches it on, for the mailboxes
 * that the page names; it names nothing that is not public, and follows each new choice.
 */
@Service
public class Pointing {
    private static final Logger log = LoggerFactory.getLogger(Pointing.class);

    private final Pointings pointings;
    private final Pointers pointers;
    private final Signposts signposts;
    private final ChosenAddresses chosen;
    private final Directory directory;
    private final Lifecycle lifecycle;
    private final ReplyText text;
    private final Wording wording;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;
    private final TaskExecutor tasks;

    Pointing(
            Pointings pointings,
            Pointers pointers,
            Signposts signposts,
            ChosenAddresses chosen,
            Directory directory,
            Lifecycle lifecycle,
            ReplyText text,
            Wording wording,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            InstantSource clock,
            @Qualifier("applicationTaskExecutor") TaskExecutor tasks) {
        this.pointings = pointings;
        this.pointers = pointers;
        this.signposts = signposts;
        this.chosen = chosen;
        this.directory = directory;
        this.lifecycle = lifecycle;
        this.text = text;
        this.wording = wording;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
        this.tasks = tasks;
    }

    /**
     * What the page shows.
     *
     * @param since null while it is off
     * @param mailboxes that answer, or would
     * @param words of the reply, as it leaves from the first of them; null where nothing can be said
     */
    public record View(
            @Nullable Instant since,
            List<MailAddress> mailboxes,
            @Nullable String words) {}

    /** @param ground what the holder may decide about: asked before */
    View view(Ground ground) {
        var wished = pointings.of(ground.row().spot());
        var mailboxes = wished.map(one -> lifecycle.find(one.mailboxes())).orElseGet(() -> able(ground));
        return new View(
                wished.map(Pointings.Pointing::at).orElse(null),
                mailboxes.stream().map(Hosted::address).toList(),
                mailboxes.isEmpty()
                        ? null
                        : ground.there()
                                .map(there ->
                                        text.body(mailboxes.getFirst().address(), reply(there, mailboxes.getFirst())))
                                .orElse(null));
    }

    private static List<Hosted> able(Ground ground) {
        return ground.old().stream()
                .filter(mailbox -> mailbox.state() instanceof State.Active)
                .toList();
    }

    /** Switches it on or off. @return whether it is on now */
    Outcome<Boolean> turn(Subject subject, Ground ground, boolean on) {
        var spot = ground.row().spot();
        var mailboxes = able(ground).stream().map(Hosted::id).toList();
        return Outcome.done(Boolean.TRUE.equals(transaction.execute(_ -> {
            boolean was = pointings.of(spot).isPresent();
            if (on && !mailboxes.isEmpty())
                pointings.say(spot, mailboxes, subject.actor().account(), clock.instant());
            else pointings.takeBack(spot);
            boolean now = on && !mailboxes.isEmpty();
            if (was != now) audit(subject, spot, now);
            settle(spot.person(), By.of(subject.actor()));
            return now;
        })));
    }

    private void audit(Subject subject, Spot spot, boolean on) {
        events.publishEvent(new SensitiveAct(
                subject.actor().auditName(),
                "promotion.point",
                spot.situation() == null ? "person:" + spot.person() : "situation:" + spot.situation(),
                Map.of("on", Boolean.toString(!on)),
                Map.of("on", Boolean.toString(on)),
                clock.instant()));
    }

    @EventListener
    void on(ChoiceChanged changed) {
        settle(changed.person(), By.SYSTEM);
    }

    /** A mailbox that is not the holder's speaks for nobody; should it be the holder's after all, it speaks when it is switched on anew. */
    @EventListener
    void on(BoxDisowned said) {
        var person = directory.person(said.person());
        var mailbox = lifecycle.find(said.address());
        if (person.isEmpty() || mailbox.isEmpty()) return;
        pointings.takeBack(person.get().id(), mailbox.get().id());
        settle(person.get().id(), By.SYSTEM);
    }

    /** One that is depublished, comes back or is erased changes what others may name. */
    @EventListener
    void on(LifecycleChanged changed) {
        AfterCommit.gather(this, new MailboxId(changed.mailbox()), all -> tasks.execute(() -> settle(holders(all))));
    }

    private Set<Long> holders(Collection<MailboxId> mailboxes) {
        var numbers = lifecycle.find(mailboxes).stream()
                .map(Hosted::owner)
                .flatMap(owner -> owner instanceof Owner.OfPerson(var person) ? Stream.of(person) : Stream.empty())
                .collect(Collectors.toSet());
        if (numbers.isEmpty()) return Set.of();
        return directory.numbered(numbers).stream()
                .map(Person::id)
                .filter(person -> !pointings.of(person).isEmpty())
                .collect(Collectors.toSet());
    }

    @TransactionalEventListener(fallbackExecution = true)
    void on(LoadApplied load) {
        tasks.execute(this::sweep);
    }

    /** What was told while this was down, and what changed without being told. */
    @Scheduled(initialDelayString = "3m", fixedDelayString = "1h")
    void sweep() {
        settle(pointings.people());
    }

    private void settle(Collection<Long> people) {
        for (var person : people)
            try {
                transaction.executeWithoutResult(_ -> settle(person, By.SYSTEM));
            } catch (RuntimeException failed) {
                log.warn(
                        "what the mailboxes of person {} say could not be settled: {}",
                        person,
                        failed.getClass().getSimpleName());
            }
    }

    /** Brings what the mailboxes of a person say to what is wished, chosen and public now. Inside a transaction. */
    private void settle(long person, By by) {
        var owner = directory.person(person).map(one -> new Owner.OfPerson(one.nationalId()));
        if (owner.isEmpty()) return;
        var wanted = wanted(person);
        for (var mailbox : lifecycle.of(owner.get())) {
            if (mailbox.state() instanceof State.Erased) continue;
            var there = wanted.get(mailbox.id());
            pointers.set(mailbox, there == null ? null : reply(there, mailbox), by);
        }
    }

    private Map<MailboxId, Signpost> wanted(long person) {
        var preferred = chosen.keys(person);
        var wanted = new HashMap<MailboxId, Optional<Signpost>>();
        for (var pointing : pointings.of(person)) {
            var there = signposts.at(pointing.spot());
            if (there.isEmpty()) continue;
            for (var mailbox : lifecycle.find(pointing.mailboxes()))
                if (speaks(mailbox, preferred)) wanted.merge(mailbox.id(), there, Pointing::agreed);
        }
        var sure = new HashMap<MailboxId, Signpost>();
        wanted.forEach((mailbox, there) -> there.ifPresent(one -> sure.put(mailbox, one)));
        return sure;
    }

    /** A mailbox that two places would have say two things says nothing. */
    private static Optional<Signpost> agreed(Optional<Signpost> one, Optional<Signpost> other) {
        return one.isPresent()
                        && other.isPresent()
                        && one.get()
                                .address()
                                .key()
                                .equals(other.get().address().key())
                ? one
                : Optional.empty();
    }

    private static boolean speaks(Hosted mailbox, Set<String> preferred) {
        return mailbox.state() instanceof State.Active
                && !preferred.contains(mailbox.address().key());
    }

    private AutoReply reply(Signpost there, Hosted mailbox) {
        return Pointers.reply(
                there.address(), words(there, Locale.FRANCE), words(there, Locale.UK), mailbox.day(clock.instant()));
    }

    private String words(Signpost there, Locale language) {
        var place = Notice.place(there);
        return wording.of(
                Words.of(
                        place.isEmpty() ? "promotion.point.words" : "promotion.point.words.place",
                        there.person().titledName(),
                        there.address().toString(),
                        place),
                language);
    }
}
