package fr.balise.promotion;

import fr.balise.directory.Directory;
import fr.balise.directory.Listing;
import fr.balise.directory.Structure;
import fr.balise.identity.Actor;
import fr.balise.identity.Subject;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.SensitiveAct;
import fr.balise.mailbox.Census;
import fr.balise.mailbox.CensusView.Group;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Refusal;
import fr.balise.promotion.Choosing.Chosen;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Where whoever manages a structure decides which of its service mailboxes is preferred [L-P1], and for which documents another one [L-P3]. */
@Service
public class ServiceChoices {
    private final Census census;
    private final Directory directory;
    private final Candidates candidates;
    private final Gathering gathering;
    private final ServicePreferences preferences;
    private final ServiceLinks links;
    private final Ranks ranks;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    ServiceChoices(
            Census census,
            Directory directory,
            Candidates candidates,
            Gathering gathering,
            ServicePreferences preferences,
            ServiceLinks links,
            Ranks ranks,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.census = census;
        this.directory = directory;
        this.candidates = candidates;
        this.gathering = gathering;
        this.preferences = preferences;
        this.links = links;
        this.ranks = ranks;
        this.events = events;
        this.clock = clock;
    }

    /**
     * The service mailboxes of a structure, checked, and what is decided of them.
     *
     * @param boxes best first
     * @param general null while nothing is decided
     * @param exceptions kinds of documents that go elsewhere
     * @param proposed the one that is preselected; null where nothing speaks for one of them
     * @param seen what a search shows of them today
     */
    public record Of(
            Structure structure,
            List<Box> boxes,
            @Nullable ServiceChoice general,
            Map<DocumentKind, ServiceChoice> exceptions,
            @Nullable MailAddress proposed,
            Seen seen) {
        public Of {
            boxes = List.copyOf(boxes);
            exceptions = Collections.unmodifiableMap(new TreeMap<>(exceptions));
        }

        /** A choice that colleagues cannot follow, or not any more. */
        public boolean isGone() {
            return general != null
                    && boxes.stream()
                            .noneMatch(box -> box.preferred()
                                    && box.line().possible()
                                    && box.line().candidate().published());
        }

        /** The one that is decided, as long as it can be. */
        public Optional<Box> chosen() {
            return boxes.stream()
                    .filter(box -> box.preferred() && box.line().possible())
                    .findFirst();
        }

        /** Whether another operator holds one of the mailboxes. */
        public boolean elsewhere() {
            return boxes.stream().anyMatch(box -> !box.line().candidate().here());
        }

        /** What colleagues see with what is decided; null while nothing is. */
        public Seen.@Nullable After after() {
            return general == null
                    ? null
                    : seen.after(
                            general.address(), boxes.stream().map(Box::line).toList());
        }

        Optional<Box> box(MailAddress address) {
            return boxes.stream()
                    .filter(box -> box.address().key().equals(address.key()))
                    .findFirst();
        }
    }

    /** @param service department; null where the directory tells none */
    public record Box(Advice.Line line, @Nullable String service, boolean preferred) {
        public MailAddress address() {
            return line.candidate().address();
        }
    }

    /** By idNat_Struct, of the structures that the person manages and that the directory has. */
    public Outcome<Map<String, Of>> of(Subject manager) {
        return census.of(manager)
                .map(view -> view.groups().stream()
                        .filter(Group.OfStructure.class::isInstance)
                        .map(group -> of((Group.OfStructure) group))
                        .collect(Collectors.toMap(of -> of.structure().nationalId(), of -> of)));
    }

    private Of of(Group.OfStructure group) {
        var structure = group.structure();
        var choices = preferences.of(List.of(structure.id())).getOrDefault(structure.id(), List.of());
        var exceptions = new TreeMap<DocumentKind, ServiceChoice>();
        @Nullable ServiceChoice general = null;
        for (var choice : choices) {
            if (choice.document() == null) general = choice;
            else exceptions.put(choice.document(), choice);
        }
        var rows = rows(structure);
        var said = general == null ? null : general.address();
        var lines = Advice.of(candidates.of(group.boxes(), rows), said, null).lines();
        return new Of(
                structure,
                lines.stream().map(line -> box(line, rows, said)).toList(),
                general,
                exceptions,
                proposed(structure, choices, lines),
                ServiceRules.seen(rows));
    }

    private List<Listing> rows(Structure structure) {
        return directory.listingsOfStructure(structure.id()).stream()
                .filter(row -> ServiceRules.isOfService(row, structure.id()))
                .toList();
    }

    private static Box box(Advice.Line line, List<Listing> rows, @Nullable MailAddress general) {
        var address = line.candidate().address();
        return new Box(
                line,
                rows.stream()
                        .filter(row -> row.address().key().equals(address.key()))
                        .flatMap(row -> Stream.ofNullable(row.service()))
                        .findFirst()
                        .orElse(null),
                same(general, address));
    }

    /** What is decided as long as it is possible; else the one that "which address?" answers for sure. */
    private @Nullable MailAddress proposed(Structure structure, List<ServiceChoice> choices, List<Advice.Line> lines) {
        var decided = choices.stream()
                .filter(choice -> choice.document() == null)
                .map(ServiceChoice::address)
                .findFirst();
        return decided.or(() -> ServiceRules.pick(gathering.services(structure), choices, null)
                        .filter(pick -> pick.because().sure())
                        .map(ResolverRules.Pick::address))
                .filter(address -> lines.stream()
                        .anyMatch(line -> line.possible()
                                && line.candidate().address().key().equals(address.key())))
                .orElse(null);
    }

    /**
     * @param manager refused to whoever does not manage the structure now
     * @param document null for everything that is not excepted
     * @param address null takes the choice, or the exception, back
     */
    @Transactional
    public Outcome<Chosen> choose(
            Subject manager, String structure, @Nullable DocumentKind document, @Nullable MailAddress address) {
        return of(manager).then(all -> {
            var of = all.get(structure);
            if (of == null) return Outcome.refused(new Refusal.NotFound());
            return choose(manager.actor(), of, document, address);
        });
    }

    private Outcome<Chosen> choose(Actor actor, Of of, @Nullable DocumentKind document, @Nullable MailAddress address) {
        var structure = of.structure();
        var before = document == null ? of.general() : of.exceptions().get(document);
        if (address == null) preferences.forget(structure.id(), document);
        else {
            var box = of.box(address);
            if (box.isEmpty()) return Outcome.refused(new Refusal.NotFound());
            if (!box.get().line().possible()) return Outcome.done(new Chosen.NotPossible(structure.nationalId()));
            preferences.keep(
                    new ServiceChoice(
                            structure.id(),
                            document,
                            address,
                            clock.instant(),
                            actor.name(),
                            document == null ? before(of, address) : null),
                    actor.account());
            if (document == null) links.make(structure.id(), actor.account(), clock.instant());
        }
        var old = before == null ? null : before.address();
        if (!same(old, address)) audit(actor, structure.nationalId(), document, old, address);
        if (document == null && (address != null || before != null)) // taken back: none of them is the first any more
        ranks.state(
                    rows(structure).stream()
                            .filter(row -> row.presence().present())
                            .toList(),
                    address,
                    actor.auditName());
        return Outcome.done(new Chosen.Decided(1));
    }

    /** Saying again what is already so does not make "before" the same as "after". */
    private static @Nullable List<MailAddress> before(Of of, MailAddress address) {
        var general = of.general();
        return general != null && same(general.address(), address)
                ? general.before()
                : of.seen().now();
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
