package fr.balise.promotion.kit;

import fr.balise.directory.Directory;
import fr.balise.identity.Subject;
import fr.balise.identity.Subject.Right;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.SensitiveAct;
import fr.balise.mailbox.BoxDisowned;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Refusal;
import fr.balise.mailbox.Wording;
import fr.balise.mailbox.Words;
import fr.balise.mailbox.lifecycle.By;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.MailboxId;
import fr.balise.mailbox.lifecycle.OwnMailboxes;
import fr.balise.mailbox.lifecycle.Owner;
import fr.balise.mailbox.lifecycle.Signature;
import fr.balise.mailbox.lifecycle.Signatures;
import fr.balise.mailbox.lifecycle.State;
import fr.balise.promotion.ChoiceRow;
import fr.balise.promotion.Choices;
import fr.balise.promotion.Choosing;
import fr.balise.promotion.Spot;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.MessageSource;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The signature that the server puts under messages of a mailbox held here [L-P5]. Off until its holder switches it on, for one mailbox and
 * with the signature of one place; made anew for each message, from what is public then: it follows every change by itself.
 */
@Service
public class Signing implements Signatures {
    private static final List<Locale> LANGUAGES = List.of(Locale.FRENCH, Locale.ENGLISH);

    private final Choosing choosing;
    private final OwnMailboxes own;
    private final Lifecycle lifecycle;
    private final Directory directory;
    private final Kits kits;
    private final Signings signings;
    private final MessageSource messages;
    private final Wording wording;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Signing(
            Choosing choosing,
            OwnMailboxes own,
            Lifecycle lifecycle,
            Directory directory,
            Kits kits,
            Signings signings,
            MessageSource messages,
            Wording wording,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.choosing = choosing;
        this.own = own;
        this.lifecycle = lifecycle;
        this.directory = directory;
        this.kits = kits;
        this.signings = signings;
        this.messages = messages;
        this.wording = wording;
        this.events = events;
        this.clock = clock;
    }

    /**
     * What the page shows of one mailbox.
     *
     * @param id of the mailbox, in forms
     * @param since its messages have the signature of this place; null while they have none, or another one
     * @param language of that signature; null with {@code since}
     * @param elsewhere whether they have the signature of another place
     */
    public record Line(
            long id,
            MailAddress address,
            @Nullable Instant since,
            @Nullable String language,
            boolean elsewhere) {}

    /**
     * @param mailboxes the holder's own that are held here and active
     * @param sample a short message as it would leave; null where nothing is public to be said
     */
    public record View(List<Line> mailboxes, @Nullable String sample) {}

    /** For the holder alone. @param place {@link ChoiceRow#key} */
    public Outcome<View> of(Subject subject, String place, Locale language) {
        return ground(subject, place).map(ground -> {
            var wished = signings.of(ground.spot().person()).stream()
                    .collect(Collectors.toMap(Signings.Signed::mailbox, one -> one));
            return new View(
                    ground.mailboxes().stream()
                            .map(mailbox -> line(mailbox, wished.get(mailbox.id()), ground.spot()))
                            .toList(),
                    kits.at(ground.spot(), language)
                            .map(kit -> sample(kit, language))
                            .orElse(null));
        });
    }

    /** Since when messages of the person's mailboxes have the signature of that place; whose page it is was asked before. */
    public List<Instant> since(Spot spot) {
        return signings.of(spot.person()).stream()
                .filter(one -> Objects.equals(one.spot().situation(), spot.situation()))
                .map(Signings.Signed::at)
                .toList();
    }

    private static Line line(Hosted mailbox, Signings.@Nullable Signed wished, Spot spot) {
        if (wished == null) return new Line(mailbox.id().value(), mailbox.address(), null, null, false);
        return Objects.equals(wished.spot().situation(), spot.situation())
                ? new Line(
                        mailbox.id().value(),
                        mailbox.address(),
                        wished.at(),
                        wished.language().getLanguage(),
                        false)
                : new Line(mailbox.id().value(), mailbox.address(), null, null, true);
    }

    private String sample(Kit kit, Locale language) {
        return wording.of(Words.of("promotion.kit.sign.sample"), language) + "\n\n-- \n"
                + String.join("\n", kit.lines()) + "\n";
    }

    private record Ground(Spot spot, List<Hosted> mailboxes) {}

    private Outcome<Ground> ground(Subject subject, String place) {
        if (!subject.isSelf() || !subject.may(Right.DECIDE)) return Outcome.refused(new Refusal.NotAllowed());
        return choosing.of(subject)
                .then(choices -> choices.rows().stream()
                        .filter(row -> row.key().equals(place) && row.decided() != null)
                        .findFirst()
                        .map(row -> Outcome.done(new Ground(row.spot(), mailboxes(subject, choices))))
                        .orElseGet(() -> Outcome.refused(new Refusal.NotFound())));
    }

    /** A signature is a person's: mailboxes of structures have none. */
    private List<Hosted> mailboxes(Subject subject, Choices choices) {
        return own.behind(subject, choices.view().own()).values().stream()
                .filter(mailbox -> mailbox.owner() instanceof Owner.OfPerson)
                .filter(Signing::sends)
                .sorted(Comparator.comparing(mailbox -> mailbox.address().key()))
                .toList();
    }

    private static boolean sends(Hosted mailbox) {
        return mailbox.state() instanceof State.Active && mailbox.suspension() == null;
    }

    /**
     * Switches it on or off for one mailbox.
     *
     * @param place {@link ChoiceRow#key}
     * @return whether it is on now
     */
    @Transactional
    public Outcome<Boolean> turn(Subject subject, String place, long mailbox, boolean on, Locale language) {
        return ground(subject, place).then(ground -> {
            var meant = ground.mailboxes().stream()
                    .filter(one -> one.id().value() == mailbox)
                    .map(Hosted::id)
                    .findFirst();
            if (meant.isEmpty()) return Outcome.refused(new Refusal.NotFound());
            var was = signings.of(meant.get());
            if (on)
                signings.say(
                        new Signings.Signed(meant.get(), ground.spot(), language, clock.instant()),
                        subject.actor().account());
            else signings.takeBack(meant.get());
            if (on || was.isPresent()) audit(subject.actor().auditName(), meant.get(), was.orElse(null), on);
            return Outcome.done(on);
        });
    }

    private void audit(String actor, MailboxId mailbox, Signings.@Nullable Signed was, boolean on) {
        events.publishEvent(new SensitiveAct(
                actor,
                "promotion.sign",
                "mailbox:" + mailbox,
                Map.of("on", Boolean.toString(was != null)),
                Map.of("on", Boolean.toString(on)),
                clock.instant()));
    }

    /** The name of somebody whose mailbox it is not does not stand under its messages, with the same commit. */
    @EventListener
    void on(BoxDisowned said) {
        lifecycle
                .find(said.address())
                .filter(mailbox -> mailbox.owner().equals(new Owner.OfPerson(said.person())))
                .flatMap(mailbox -> signings.of(mailbox.id()))
                .ifPresent(was -> {
                    if (signings.takeBack(was.mailbox())) audit(By.SYSTEM.actor(), was.mailbox(), was, false);
                });
    }

    @Override
    public Optional<Signature> under(MailAddress address) {
        return lifecycle
                .find(address)
                .filter(Signing::sends)
                .flatMap(mailbox -> signings.of(mailbox.id())
                        .filter(wished -> isTheirs(mailbox, wished))
                        .flatMap(wished -> kits.at(wished.spot(), wished.language()))
                        .map(this::signature));
    }

    private boolean isTheirs(Hosted mailbox, Signings.Signed wished) {
        return mailbox.owner() instanceof Owner.OfPerson(var number)
                && directory
                        .person(number)
                        .filter(person -> person.id() == wished.spot().person())
                        .isPresent();
    }

    /** Pasted by hand in another language, or quoted from before the link was switched off: it is the same signature. */
    private Signature signature(Kit kit) {
        var address = kit.content().address();
        var marks = LANGUAGES.stream()
                .map(language -> KitWords.of(messages, language))
                .map(words -> words.told(words.mailbox(), address));
        return new Signature(
                kit.lines(),
                SignatureHtml.of(kit),
                marks.map(mark -> mark.replaceAll("[\\s\\u00a0\\u202f]+", " ").toLowerCase(Locale.ROOT))
                        .toList());
    }
}
