package fr.balise.promotion;

import fr.balise.directory.Directory;
import fr.balise.directory.Person;
import fr.balise.directory.Situation;
import fr.balise.identity.Subject;
import fr.balise.identity.Subject.Right;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.SensitiveAct;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Refusal;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The page behind a short link: it always shows the present choice, so that printed matter stays right [L-P4] [L-P6]. It says nothing
 * that is not public: in place of a choice that left the directory, or that is on the red list, it shows what "which address?" answers
 * for that place, if anything. Nobody who looks is counted.
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
        return links.behind(code).flatMap(this::shown);
    }

    /** The choice at a place as long as it is public, else what is answered there now; whether its link is switched on or not. */
    public Optional<Signpost> shown(Spot spot) {
        return Place.of(this, spot).flatMap(place -> place.chosen().or(place::answered));
    }

    /** The choice at a place; empty while it is not public. */
    public Optional<Signpost> at(Spot spot) {
        return Place.of(this, spot).flatMap(Place::chosen);
    }

    /** One place of somebody whom the directory has, with what is known of it. */
    private record Place(
            Spot spot,
            Person person,
            @Nullable Situation situation,
            Answering answering,
            List<Preference> decided,
            @Nullable LocalDate day) {

        static Optional<Place> of(Signposts from, Spot spot) {
            var person = from.directory
                    .person(spot.person())
                    .filter(found -> found.presence().present());
            if (person.isEmpty()) return Optional.empty();
            var situation = spot.situation() == null
                    ? Optional.<Situation>empty()
                    : from.directory
                            .situation(spot.situation())
                            .filter(found -> found.presence().present());
            if (spot.situation() != null && situation.isEmpty()) return Optional.empty();
            return Optional.of(new Place(
                    spot,
                    person.get(),
                    situation.orElse(null),
                    from.resolver.about(person.get()),
                    from.preferences.decided(spot.person()),
                    from.directory.age().told()));
        }

        Optional<Signpost> chosen() {
            return said(null).map(address -> post(address, Because.CHOSEN));
        }

        Optional<Signpost> answered() {
            return answering.at(person, spot.situation(), null).map(use -> post(use.address(), use.because()));
        }

        private Signpost post(MailAddress address, Because because) {
            var exceptions = new EnumMap<DocumentKind, MailAddress>(DocumentKind.class);
            for (var kind : DocumentKind.values()) said(kind).ifPresent(one -> exceptions.put(kind, one));
            return new Signpost(person, situation, address, because, exceptions, day);
        }

        /** What the holder decided here, as the directory spells it; empty for what is not public. */
        private Optional<MailAddress> said(@Nullable DocumentKind document) {
            return decided.stream()
                    .filter(one -> one.spot().equals(new Spot(spot.person(), spot.situation(), document)))
                    .flatMap(one -> answering.open(person).stream()
                            .filter(open -> open.key().equals(one.address().key())))
                    .findFirst();
        }
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
