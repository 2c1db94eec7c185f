package fr.balise.mailbox;

import fr.balise.directory.Carrier;
import fr.balise.directory.Listing;
import fr.balise.directory.Publication.State;
import fr.balise.directory.Situation;
import fr.balise.directory.Structure;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.mailbox.Box.Attachment;
import fr.balise.mailbox.Box.Publication;
import fr.balise.mailbox.Box.Purpose;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the mailboxes of a census from what was read. Pure but for the moment, which is given; days are those of each place. */
final class Counting {
    private final Material material;
    private final Days days;
    private final PlaceDays here;
    private final RequestViews requests;

    Counting(Material material, Days days, RequestViews requests) {
        this.material = material;
        this.days = days;
        this.requests = requests;
        this.here = days.in(PracticeZone.nearest(ofPerson(), days.settings().zone()));
    }

    CensusView view() {
        var boxes = new LinkedHashMap<String, Box>();
        byAddress(material.own())
                .forEach((key, rows) -> boxes.put(key, box(rows.getFirst().address(), rows)));
        material.said().values().stream()
                .filter(Said::byHand)
                .forEach(said -> boxes.computeIfAbsent(said.address().key(), key -> box(said.address(), List.of())));
        var managed = new LinkedHashMap<Structure, List<Box>>();
        material.managed().forEach((structure, rows) -> managed.put(structure, ofStructure(rows, boxes)));
        return new Grouping(material.situations(), List.copyOf(boxes.values()), managed).view(material, here);
    }

    private List<Box> ofStructure(List<Listing> rows, Map<String, Box> own) {
        var boxes = new ArrayList<Box>();
        byAddress(rows).forEach((key, carried) -> {
            var mine = own.get(key);
            boxes.add(mine != null ? mine : box(carried.getFirst().address(), carried));
        });
        return boxes;
    }

    private static Map<String, List<Listing>> byAddress(List<Listing> rows) {
        var byAddress = new LinkedHashMap<String, List<Listing>>();
        for (var row : rows)
            byAddress
                    .computeIfAbsent(row.address().key(), key -> new ArrayList<>())
                    .add(row);
        return byAddress;
    }

    private Box box(MailAddress address, List<Listing> own) {
        var key = address.key();
        var said = material.said().getOrDefault(key, Said.nothing(address));
        var checks = material.checks().getOrDefault(key, List.of());
        var all = material.rows().apply(address);
        var publication = Publications.of(own, all, material.beginning());
        var attachments = own.stream().map(this::attachment).toList();
        var there = here.at(zone(attachments, said));
        var state = state(checks, there);
        var bare = new Box(
                BoxId.of(material.subject().person(), address),
                address,
                own.isEmpty() ? null : own.getFirst().type(),
                material.sheets().apply(address.domain()).orElse(null),
                publication,
                attachments,
                elsewhere(own, all),
                purpose(said.serving(), there),
                own.isEmpty(),
                !own.isEmpty() || state instanceof CheckState.Answered, // control is proven as long as the proof counts
                said.hidden(),
                new EvidenceRules(there, days.settings())
                        .of(said, checks, colleague(key, own), isHeldHere(address), use(address), listed(publication)),
                state,
                nextCheck(key, there),
                there,
                use(address),
                stated(key, own),
                ListingDrift.of(states(key, own), there).orElse(null),
                List.of());
        return requests.onto(bare, material.requests().getOrDefault(key, List.of()), all, material);
    }

    /** Where it is read: at the places it hangs on, else at the one it is said to serve, else where the person practises. */
    private ZoneId zone(List<Attachment> attachments, Said said) {
        var present = attachments.stream().filter(Attachment::present).toList();
        var places = new ArrayList<List<Structure>>();
        places.add(structures(present.stream().map(Attachment::structure)));
        places.add(structures(attachments.stream().map(Attachment::structure)));
        var serving = said.serving();
        places.add(structures(material.situations().stream()
                .filter(situation -> serving != null && Objects.equals(serving.situation(), situation.id()))
                .map(Situation::structure)));
        places.addAll(ofPerson());
        return PracticeZone.nearest(places, days.settings().zone());
    }

    /** Where the person practises, else where the person did. */
    private List<List<Structure>> ofPerson() {
        return List.of(
                structures(material.situations().stream()
                        .filter(situation -> situation.presence().present())
                        .map(Situation::structure)),
                structures(material.situations().stream().map(Situation::structure)));
    }

    private static List<Structure> structures(Stream<@Nullable Structure> some) {
        return some.flatMap(Stream::ofNullable).toList();
    }

    /** Only of a mailbox that is shared on purpose, and only told to those on whom the directory lists it now. */
    private @Nullable Instant colleague(String key, List<Listing> own) {
        var shares = own.stream().anyMatch(row -> row.presence().present() && row.type() != MailboxType.PER);
        return shares ? material.colleagues().get(key) : null;
    }

    private Attachment attachment(Listing row) {
        return switch (row.carrier()) {
            case Carrier.OfPerson _ -> new Attachment(row, null, null);
            case Carrier.OfStructure(long structure) -> new Attachment(row, null, structure(structure));
            case Carrier.OfSituation(long _, long structure, Long situation) -> {
                var named = situation(situation, structure);
                yield new Attachment(row, named, named == null ? structure(structure) : named.structure());
            }
        };
    }

    /** The row's own situation, or the only one that this person has at that structure. */
    private @Nullable Situation situation(@Nullable Long id, long structure) {
        var there = material.situations().stream()
                .filter(situation -> id != null
                        ? situation.id() == id
                        : situation.structure() != null && situation.structure().id() == structure)
                .toList();
        return there.size() == 1 ? there.getFirst() : null;
    }

    private @Nullable Structure structure(long id) {
        return material.structures().apply(id).orElse(null);
    }

    /** Only what everybody may see: a mailbox on somebody's red list is not told. */
    private static int elsewhere(List<Listing> own, List<Listing> all) {
        var mine = own.stream().map(Listing::attachment).toList();
        return (int) all.stream()
                .filter(row -> Publications.isPublic(row) && !mine.contains(row.attachment()))
                .map(row -> switch (row.carrier()) {
                    case Carrier.OfPerson(long person) -> "person " + person;
                    case Carrier.OfSituation(long person, long _, Long _) -> "person " + person;
                    case Carrier.OfStructure(long structure) -> "structure " + structure;
                })
                .distinct()
                .count();
    }

    private static @Nullable Purpose purpose(Said.@Nullable Serving serving, PlaceDays there) {
        return serving == null ? null : new Purpose(serving.situation(), there.day(serving.at()), serving.by());
    }

    private boolean isHeldHere(MailAddress address) {
        return Domains.isWithinAny(address.domain(), days.settings().ownDomains());
    }

    private @Nullable BoxUse use(MailAddress address) {
        return material.uses().get(address.key());
    }

    /** On the carriers that are shown: those of others are not told. */
    private List<State> states(String key, List<Listing> own) {
        return material.stated().getOrDefault(key, List.of()).stream()
                .filter(state -> own.stream().anyMatch(row -> row.attachment() == state.statement()))
                .toList();
    }

    private Box.Stated stated(String key, List<Listing> own) {
        var states = states(key, own);
        if (states.isEmpty()) return Box.Stated.NOTHING;
        return states.stream().allMatch(State::withdrawn) ? Box.Stated.WITHDRAWN : Box.Stated.LISTED;
    }

    private EvidenceRules.@Nullable Listed listed(Publication publication) {
        var asOf = material.age().mailboxes();
        return publication instanceof Publication.Published(LocalDate since, boolean _) && asOf != null
                ? new EvidenceRules.Listed(since, asOf)
                : null;
    }

    private CheckState state(List<SentCheck> checks, PlaceDays there) {
        return checks.isEmpty()
                ? new CheckState.NeverAsked()
                : checks.getFirst().state(there, days.settings());
    }

    private LocalDate nextCheck(String key, PlaceDays there) {
        var today = there.today();
        return Optional.ofNullable(material.turns().get(key))
                .map(last ->
                        there.day(last).plusDays(days.settings().checkEvery().toDays()))
                .filter(today::isBefore)
                .orElse(today);
    }
}
