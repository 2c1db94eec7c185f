package fr.balise.promotion;

import fr.balise.directory.Directory;
import fr.balise.directory.Situation;
import fr.balise.identity.Subject;
import fr.balise.identity.Subject.Right;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.SensitiveAct;
import fr.balise.mailbox.Box;
import fr.balise.mailbox.BoxId;
import fr.balise.mailbox.Census;
import fr.balise.mailbox.CensusView;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Refusal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Where a holder decides which mailbox is preferred at each place [L-P1] and for which documents another one is [L-P3]. A delegate
 * prepares the same choices; the holder decides. What is decided is Balise's own and survives every load of the directory; of mailboxes
 * held here the directory is told as well.
 */
@Service
public class Choosing {
    private final Census census;
    private final Directory directory;
    private final Candidates candidates;
    private final Preferences preferences;
    private final Agreements agreements;
    private final Ranks ranks;
    private final Links links;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Choosing(
            Census census,
            Directory directory,
            Candidates candidates,
            Preferences preferences,
            Agreements agreements,
            Ranks ranks,
            Links links,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.census = census;
        this.directory = directory;
        this.candidates = candidates;
        this.preferences = preferences;
        this.agreements = agreements;
        this.ranks = ranks;
        this.links = links;
        this.events = events;
        this.clock = clock;
    }

    /** Refused only to an actor without the right to see. */
    public Outcome<Choices> of(Subject subject) {
        return census.of(subject).map(this::choices);
    }

    /** Whether the person decided for any place; without gathering the mailboxes. */
    public boolean hasDecided(Subject subject) {
        return directory
                .person(subject.person())
                .filter(person -> preferences.decided(person.id()).stream()
                        .anyMatch(one -> one.spot().document() == null))
                .isPresent();
    }

    private Choices choices(CensusView view) {
        var person = view.person();
        if (person == null) return new Choices(view, List.of(), false);
        var decided = bySpot(preferences.decided(person.id()));
        var prepared = bySpot(preferences.prepared(person.id()));
        var places = new ArrayList<@Nullable Situation>(view.situations().stream()
                .filter(situation -> situation.presence().present())
                .toList());
        // A choice made for all places while there was none stays seen, and can be changed.
        if (places.isEmpty() || decided.keySet().stream().anyMatch(spot -> spot.situation() == null)) places.add(null);
        var rows = places.stream()
                .map(place -> row(view, person.id(), place, decided, prepared))
                .toList();
        return new Choices(view, rows, agreements.leadsOn(person.id()));
    }

    private ChoiceRow row(
            CensusView view,
            long person,
            @Nullable Situation situation,
            Map<Spot, Preference> decided,
            Map<Spot, Preference> prepared) {
        var spot = new Spot(person, situation == null ? null : situation.id(), null);
        var exceptions = new EnumMap<DocumentKind, Preference>(DocumentKind.class);
        for (var kind : DocumentKind.values()) {
            var exception = decided.get(new Spot(person, spot.situation(), kind));
            if (exception != null) exceptions.put(kind, exception);
        }
        var was = decided.get(spot);
        var waits = prepared.get(spot);
        var seen = Candidates.seen(view, situation);
        return new ChoiceRow(
                spot,
                situation,
                Advice.of(
                        candidates.of(view, situation),
                        was == null ? null : was.address(),
                        waits == null ? null : waits.address()),
                was,
                waits,
                exceptions,
                new Seen(seen.stream().map(Box::address).toList(), Candidates.firstIsTold(seen, situation)));
    }

    private static Map<Spot, Preference> bySpot(List<Preference> all) {
        var map = new HashMap<Spot, Preference>();
        all.forEach(one -> map.put(one.spot(), one));
        return map;
    }

    /** What came of a choice. */
    public sealed interface Chosen {
        /** @param places for how many it was decided now, those that stay as they were included */
        record Decided(int places) implements Chosen {}

        /** By a delegate: it waits for the holder. */
        record Prepared(int places) implements Chosen {}

        /** One of them cannot be chosen (any more); nothing was changed. */
        record NotPossible(String row) implements Chosen {}
    }

    /**
     * Decides, or prepares where the actor may not decide. Whole or not at all.
     *
     * @param picks mailbox by {@link ChoiceRow#key}; places that are not named stay as they are
     */
    @Transactional
    public Outcome<Chosen> choose(Subject subject, Map<String, BoxId> picks) {
        boolean decides = subject.may(Right.DECIDE);
        if (!decides && !subject.may(Right.PREPARE)) return Outcome.refused(new Refusal.NotAllowed());
        return of(subject).then(choices -> choose(subject, choices, picks, decides));
    }

    private Outcome<Chosen> choose(Subject subject, Choices choices, Map<String, BoxId> picks, boolean decides) {
        var made = new LinkedHashMap<ChoiceRow, Preference>();
        for (var pick : picks.entrySet()) {
            var row = choices.rows().stream()
                    .filter(one -> one.key().equals(pick.getKey()))
                    .findFirst();
            if (row.isEmpty()) return Outcome.refused(new Refusal.NotFound());
            var line = possible(row.get(), pick.getValue());
            if (line.isEmpty()) return Outcome.done(new Chosen.NotPossible(pick.getKey()));
            made.put(
                    row.get(),
                    preference(
                            subject,
                            row.get().spot(),
                            line.get().address(),
                            row.get().seen().now()));
        }
        made.forEach((row, one) -> keep(subject, choices, decides ? row.decided() : row.prepared(), one, !decides));
        if (!decides) return Outcome.done(new Chosen.Prepared(made.size()));
        made.keySet().forEach(row -> links.make(row.spot(), subject.actor().account(), clock.instant()));
        tellDirectory(subject, choices);
        changed(choices);
        return Outcome.done(new Chosen.Decided(made.size()));
    }

    private static Optional<Candidate> possible(ChoiceRow row, BoxId box) {
        return row.advised().lines().stream()
                .filter(line -> line.candidate().box().equals(box) && line.possible())
                .map(Advice.Line::candidate)
                .findFirst();
    }

    private Preference preference(Subject subject, Spot spot, MailAddress address, List<MailAddress> before) {
        return new Preference(spot, address, clock.instant(), subject.actor().name(), before);
    }

    /** @param old what stands there; null for nothing */
    private void keep(Subject subject, Choices choices, @Nullable Preference old, Preference made, boolean prepared) {
        // Saying again what is already so does not make "before" the same as "after".
        if (!prepared) preferences.forget(made.spot(), true);
        if (old != null && old.address().key().equals(made.address().key())) return;
        preferences.keep(made, prepared, subject.actor().account());
        audit(subject, choices, prepared ? "promotion.prepare" : "promotion.choose", made.spot(), old, made);
    }

    private void tellDirectory(Subject subject, Choices choices) {
        var person = choices.view().person();
        if (person == null) return;
        var all = preferences.decided(person.id()).stream()
                .filter(one -> one.spot().document() == null)
                .toList();
        ranks.state(choices.view(), all, subject.actor().auditName());
    }

    private void changed(Choices choices) {
        var person = choices.view().person();
        if (person != null) events.publishEvent(new ChoiceChanged(person.id(), clock.instant()));
    }

    /**
     * For this kind of document another mailbox; null takes the exception away. The holder alone decides.
     *
     * @param row {@link ChoiceRow#key}
     */
    @Transactional
    public Outcome<Chosen> except(Subject subject, String row, DocumentKind document, @Nullable BoxId box) {
        if (!subject.may(Right.DECIDE)) return Outcome.refused(new Refusal.NotAllowed());
        return of(subject).then(choices -> {
            var at =
                    choices.rows().stream().filter(one -> one.key().equals(row)).findFirst();
            if (at.isEmpty()) return Outcome.refused(new Refusal.NotFound());
            var spot = new Spot(at.get().spot().person(), at.get().spot().situation(), document);
            var old = at.get().exceptions().get(document);
            if (box == null) {
                if (preferences.forget(spot, false)) audit(subject, choices, "promotion.except", spot, old, null);
                changed(choices);
                return Outcome.done(new Chosen.Decided(1));
            }
            var line = possible(at.get(), box);
            if (line.isEmpty()) return Outcome.done(new Chosen.NotPossible(row));
            var made = preference(subject, spot, line.get().address(), List.of());
            preferences.keep(made, false, subject.actor().account());
            audit(subject, choices, "promotion.except", spot, old, made);
            changed(choices);
            return Outcome.done(new Chosen.Decided(1));
        });
    }

    /** Whether old addresses lead to the present ones. The holder alone decides. */
    @Transactional
    public Outcome<Boolean> leadOn(Subject subject, boolean agreed) {
        if (!subject.may(Right.DECIDE)) return Outcome.refused(new Refusal.NotAllowed());
        return of(subject).then(choices -> {
            var person = choices.view().person();
            if (person == null) return Outcome.refused(new Refusal.NotFound());
            if (agreements.say(person.id(), agreed, subject.actor().account(), clock.instant()))
                events.publishEvent(new SensitiveAct(
                        subject.actor().auditName(),
                        "promotion.lead-on",
                        "person:" + person.id(),
                        Map.of("agreed", Boolean.toString(!agreed)),
                        Map.of("agreed", Boolean.toString(agreed)),
                        clock.instant()));
            return Outcome.done(agreed);
        });
    }

    private void audit(
            Subject subject,
            Choices choices,
            String action,
            Spot spot,
            @Nullable Preference before,
            @Nullable Preference after) {
        events.publishEvent(new SensitiveAct(
                subject.actor().auditName(),
                action,
                spot.situation() == null ? "person:" + spot.person() : "situation:" + spot.situation(),
                values(choices, spot, before),
                values(choices, spot, after),
                clock.instant()));
    }

    private static Map<String, String> values(Choices choices, Spot spot, @Nullable Preference one) {
        var values = new HashMap<String, String>();
        if (one != null)
            values.put(
                    "box", BoxId.of(choices.view().nationalId(), one.address()).value());
        var document = spot.document();
        if (document != null) values.put("document", document.word());
        return values;
    }
}
