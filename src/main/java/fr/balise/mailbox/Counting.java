package fr.balise.mailbox;

import fr.balise.directory.Carrier;
import fr.balise.directory.Listing;
import fr.balise.directory.Situation;
import fr.balise.directory.Structure;
import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.Box.Attachment;
import fr.balise.mailbox.Box.Publication;
import fr.balise.mailbox.Box.Purpose;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the mailboxes of a census from what was read. Pure but for the day, which is given. */
final class Counting {
    private final Material material;
    private final Days days;
    private final EvidenceRules evidence;
    private final RequestViews requests;

    Counting(Material material, Days days, RequestViews requests) {
        this.material = material;
        this.days = days;
        this.requests = requests;
        this.evidence = new EvidenceRules(days.now(), days::day, days.settings());
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
        return new Grouping(material.situations(), List.copyOf(boxes.values()), managed).view(material, days.today());
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
        var bare = new Box(
                BoxId.of(material.subject().person(), address),
                address,
                own.isEmpty() ? null : own.getFirst().type(),
                material.sheets().apply(address.domain()).orElse(null),
                publication,
                own.stream().map(this::attachment).toList(),
                elsewhere(own, all),
                purpose(said.serving()),
                own.isEmpty(),
                !own.isEmpty()
                        || state(checks)
                                instanceof CheckState.Answered, // control is proven as long as the proof counts
                said.hidden(),
                evidence.of(said, checks, isHeldHere(address), listed(publication)),
                state(checks),
                nextCheck(key),
                List.of());
        return requests.onto(bare, material.requests().getOrDefault(key, List.of()), all, material);
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

    private @Nullable Purpose purpose(Said.@Nullable Serving serving) {
        return serving == null ? null : new Purpose(serving.situation(), days.day(serving.at()), serving.by());
    }

    private boolean isHeldHere(MailAddress address) {
        return Domains.isWithinAny(address.domain(), days.settings().ownDomains());
    }

    private EvidenceRules.@Nullable Listed listed(Publication publication) {
        var asOf = material.age().mailboxes();
        return publication instanceof Publication.Published(LocalDate since, boolean _) && asOf != null
                ? new EvidenceRules.Listed(since, asOf)
                : null;
    }

    private CheckState state(List<SentCheck> checks) {
        return checks.isEmpty()
                ? new CheckState.NeverAsked()
                : checks.getFirst().state(days.now(), days::day, days.settings());
    }

    private LocalDate nextCheck(String key) {
        var today = days.today();
        return Optional.ofNullable(material.turns().get(key))
                .map(last -> last.plusDays(days.settings().checkEvery().toDays()))
                .filter(today::isBefore)
                .orElse(today);
    }
}
