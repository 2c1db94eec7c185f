package fr.balise.promotion;

import fr.balise.directory.Directory;
import fr.balise.directory.Listing;
import fr.balise.directory.Structure;
import fr.balise.identity.Actor;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.SensitiveAct;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Refusal;
import fr.balise.mailbox.lifecycle.Fullness;
import fr.balise.mailbox.lifecycle.Lifecycle;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Where whoever manages a structure decides which of its service mailboxes is preferred [L-P1], and for which documents another one [L-P3]. */
@Service
public class ServiceChoices {
    private static final int NEARLY_FULL = 90;

    private final Directory directory;
    private final Gathering gathering;
    private final ServicePreferences preferences;
    private final Lifecycle lifecycle;
    private final Fullness fullness;
    private final Ranks ranks;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    ServiceChoices(
            Directory directory,
            Gathering gathering,
            ServicePreferences preferences,
            Lifecycle lifecycle,
            Fullness fullness,
            Ranks ranks,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.directory = directory;
        this.gathering = gathering;
        this.preferences = preferences;
        this.lifecycle = lifecycle;
        this.fullness = fullness;
        this.ranks = ranks;
        this.events = events;
        this.clock = clock;
    }

    /**
     * The public service mailboxes of a structure, and what is decided of them.
     *
     * @param general null while nothing is decided
     * @param exceptions kinds of documents that go elsewhere
     * @param proposed the one that is preselected; null where nothing speaks for one of them
     */
    public record Of(
            Structure structure,
            List<Box> boxes,
            @Nullable ServiceChoice general,
            Map<DocumentKind, ServiceChoice> exceptions,
            @Nullable MailAddress proposed) {
        public Of {
            boxes = List.copyOf(boxes);
            exceptions = Collections.unmodifiableMap(new TreeMap<>(exceptions));
        }

        /** A choice that colleagues cannot follow any more. */
        public boolean isGone() {
            return general != null
                    && boxes.stream()
                            .noneMatch(box ->
                                    box.address().key().equals(general.address().key()));
        }
    }

    /**
     * @param service department; null where the directory tells none
     * @param first the directory has it as the first one
     * @param full 90 % of its quota, of one that is held here
     */
    public record Box(MailAddress address, @Nullable String service, boolean preferred, boolean first, boolean full) {}

    public Of of(Structure structure) {
        var listed = gathering.services(structure);
        var choices = preferences.of(List.of(structure.id())).getOrDefault(structure.id(), List.of());
        var exceptions = new TreeMap<DocumentKind, ServiceChoice>();
        @Nullable ServiceChoice general = null;
        for (var choice : choices) {
            if (choice.document() == null) general = choice;
            else exceptions.put(choice.document(), choice);
        }
        var pick = ServiceRules.pick(listed, choices, null)
                .filter(one -> one.because().sure());
        var said = general;
        return new Of(
                structure,
                listed.stream().map(one -> box(one, said)).distinct().toList(),
                general,
                exceptions,
                pick.map(ResolverRules.Pick::address).orElse(null));
    }

    private Box box(Listing listing, @Nullable ServiceChoice general) {
        var address = listing.address();
        var used = lifecycle.find(address).map(fullness::percent).orElse(OptionalInt.empty());
        return new Box(
                address,
                listing.service(),
                general != null && general.address().key().equals(address.key()),
                Integer.valueOf(1).equals(listing.rank()),
                used.isPresent() && used.getAsInt() >= NEARLY_FULL);
    }

    /**
     * @param managed idNat_Struct of those that the actor manages
     * @param document null for everything that is not excepted
     * @param address null takes the choice, or the exception, back
     */
    @Transactional
    public Outcome<Of> choose(
            Actor actor,
            Set<String> managed,
            String structure,
            @Nullable DocumentKind document,
            @Nullable MailAddress address) {
        if (!managed.contains(structure)) return Outcome.refused(new Refusal.NotFound());
        var found = directory.structure(structure);
        if (found.isEmpty()) return Outcome.refused(new Refusal.NotFound());
        var before = preferences
                .of(List.of(found.get().id()))
                .getOrDefault(found.get().id(), List.of())
                .stream()
                .filter(one -> one.document() == document)
                .findFirst()
                .orElse(null);
        if (address == null) preferences.forget(found.get().id(), document);
        else {
            if (gathering.services(found.get()).stream()
                    .noneMatch(one -> one.address().key().equals(address.key())))
                return Outcome.refused(new Refusal.NotFound());
            preferences.keep(
                    new ServiceChoice(found.get().id(), document, address, clock.instant(), actor.name()),
                    actor.account());
        }
        var old = before == null ? null : before.address();
        if (!same(old, address)) audit(actor, structure, document, old, address);
        if (document == null && (address != null || before != null)) // taken back: none of them is the first any more
        ranks.state(gathering.services(found.get()), address, actor.auditName());
        return Outcome.done(of(found.get()));
    }

    private static boolean same(@Nullable MailAddress one, @Nullable MailAddress other) {
        return one == null ? other == null : other != null && one.key().equals(other.key());
    }

    private void audit(
            Actor actor,
            String structure,
            @Nullable DocumentKind document,
            @Nullable MailAddress before,
            @Nullable MailAddress after) {
        events.publishEvent(new SensitiveAct(
                actor.auditName(),
                "promotion.choose-service",
                "structure:" + structure,
                values(document, before),
                values(document, after),
                clock.instant()));
    }

    private static Map<String, String> values(@Nullable DocumentKind document, @Nullable MailAddress address) {
        var values = new HashMap<String, String>();
        if (address != null) values.put("address", address.key());
        if (document != null) values.put("document", document.word());
        return values;
    }
}
