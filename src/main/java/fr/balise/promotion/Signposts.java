package fr.balise.promotion;

import fr.balise.directory.Directory;
import fr.balise.directory.Situation;
import fr.balise.identity.Subject;
import fr.balise.identity.Subject.Right;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.SensitiveAct;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Refusal;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The page behind a short link: it always shows the present choice, so that printed matter stays right [L-P4] [L-P6]. It says nothing
 * that is not public: a choice that left the directory, or that is on the red list, is not shown. Nobody who looks is counted.
 */
@Service
public class Signposts {
    private final Links links;
    private final Directory directory;
    private final Preferences preferences;
    private final Resolver resolver;
    private final Choosing choosing;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Signposts(
            Links links,
            Directory directory,
            Preferences preferences,
            Resolver resolver,
            Choosing choosing,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.links = links;
        this.directory = directory;
        this.preferences = preferences;
        this.resolver = resolver;
        this.choosing = choosing;
        this.events = events;
        this.clock = clock;
    }

    /** Empty, without telling why: unknown, switched off, or nothing there that is public. */
    public Optional<Signpost> behind(String code) {
        return links.behind(code).flatMap(this::at);
    }

    /** What stands at a place, whether its link is switched on or not. */
    public Optional<Signpost> at(Spot spot) {
        var person =
                directory.person(spot.person()).filter(found -> found.presence().present());
        if (person.isEmpty()) return Optional.empty();
        @Nullable Situation situation = null;
        if (spot.situation() != null) {
            situation = directory
                    .situation(spot.situation())
                    .filter(found -> found.presence().present())
                    .orElse(null);
            if (situation == null) return Optional.empty();
        }
        var open = resolver.open(person.get());
        var exceptions = new EnumMap<DocumentKind, MailAddress>(DocumentKind.class);
        @Nullable MailAddress general = null;
        for (var said : preferences.decided(spot.person())) {
            if (!Objects.equals(said.spot().situation(), spot.situation())) continue;
            var address = spelled(said.address(), open);
            var document = said.spot().document();
            if (address != null && document == null) general = address;
            if (address != null && document != null) exceptions.put(document, address);
        }
        return general == null
                ? Optional.empty()
                : Optional.of(new Signpost(
                        person.get(),
                        situation,
                        general,
                        exceptions,
                        directory.age().told()));
    }

    /** As the directory spells it; null for what is not public. */
    private static @Nullable MailAddress spelled(MailAddress address, List<MailAddress> open) {
        return open.stream()
                .filter(one -> one.key().equals(address.key()))
                .findFirst()
                .orElse(null);
    }

    /**
     * Switches the link of a place on or off. The holder alone decides.
     *
     * @param row {@link ChoiceRow#key}
     */
    @Transactional
    public Outcome<Boolean> turn(Subject subject, String row, boolean open) {
        if (!subject.may(Right.DECIDE)) return Outcome.refused(new Refusal.NotAllowed());
        return choosing.of(subject).then(choices -> {
            var at =
                    choices.rows().stream().filter(one -> one.key().equals(row)).findFirst();
            if (at.isEmpty() || at.get().decided() == null) return Outcome.refused(new Refusal.NotFound());
            var spot = at.get().spot();
            links.make(spot, subject.actor().account(), clock.instant());
            if (links.turn(spot, open, subject.actor().account(), clock.instant())) audit(subject, spot, open);
            return Outcome.done(open);
        });
    }

    private void audit(Subject subject, Spot spot, boolean open) {
        events.publishEvent(new SensitiveAct(
                subject.actor().auditName(),
                "promotion.link",
                spot.situation() == null ? "person:" + spot.person() : "situation:" + spot.situation(),
                Map.of("open", Boolean.toString(!open)),
                Map.of("open", Boolean.toString(open)),
                clock.instant()));
    }
}
