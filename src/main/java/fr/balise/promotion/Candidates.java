package fr.balise.promotion;

import fr.balise.directory.Listing;
import fr.balise.directory.Situation;
import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.Box;
import fr.balise.mailbox.CensusView;
import fr.balise.mailbox.CensusView.Group;
import fr.balise.mailbox.Domains;
import fr.balise.mailbox.MailboxSettings;
import fr.balise.mailbox.lifecycle.Fullness;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.State;
import fr.balise.promotion.Candidate.Attached;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which mailboxes may be preferred at a place, or by a structure, from the census of whoever decides: the same checks for both. */
@Component
class Candidates {
    private final Lifecycle lifecycle;
    private final Fullness fullness;
    private final MailboxSettings settings;

    Candidates(Lifecycle lifecycle, Fullness fullness, MailboxSettings settings) {
        this.settings = settings;
        this.lifecycle = lifecycle;
        this.fullness = fullness;
    }

    /** @param situation null for all places */
    List<Candidate> of(CensusView view, @Nullable Situation situation) {
        var found = new LinkedHashMap<MailAddress, Candidate>();
        for (var group : view.groups())
            for (var box : boxes(group, situation))
                if (box.proven() && !box.hidden())
                    found.putIfAbsent(
                            box.address(),
                            candidate(
                                    box,
                                    attached(box, situation),
                                    box.published(),
                                    at(box, situation).anyMatch(one -> Objects.equals(one.rank(), 1))));
        return List.copyOf(found.values());
    }

    /**
     * The service mailboxes of a structure, those that left the directory included.
     *
     * @param boxes as whoever manages it sees them
     * @param rows service mailboxes that the directory has, or had, on the structure itself
     */
    List<Candidate> of(List<Box> boxes, List<Listing> rows) {
        return boxes.stream()
                .filter(box -> !box.hidden() && on(box, rows).findAny().isPresent())
                .map(box -> {
                    // the rows of the structure alone: the address may hang on a person as well
                    var now = on(box, rows)
                            .filter(row -> row.presence().present())
                            .toList();
                    return candidate(
                            box,
                            now.isEmpty() ? Attached.BY_WORD : Attached.TO_PLACE,
                            now.stream().anyMatch(row -> !row.unlisted()),
                            now.stream().anyMatch(row -> Objects.equals(row.rank(), 1)));
                })
                .toList();
    }

    private static Stream<Listing> on(Box box, List<Listing> rows) {
        return rows.stream()
                .filter(row -> row.address().key().equals(box.address().key()));
    }

    /** What serves this place, and what hangs on the person alone. */
    private static List<Box> boxes(Group group, @Nullable Situation situation) {
        return switch (group) {
            case Group.OfSituation(Situation at, var boxes) ->
                situation != null && at.id() == situation.id() ? boxes : List.of();
            case Group.Everywhere(var boxes) -> boxes;
            case Group.ToAskAbout(var boxes) -> boxes;
            case Group.OfStructure _, Group.ByHand _ -> List.of();
        };
    }

    private Candidate candidate(Box box, Attached attached, boolean published, boolean first) {
        var hosted = lifecycle.find(box.address());
        var operator = box.operator();
        return new Candidate(
                box.id(),
                box.address(),
                attached,
                published,
                first,
                box.evidence(),
                hosted.map(fullness::percent).orElse(OptionalInt.empty()),
                hosted.isPresent()
                        || operator != null
                        || Domains.isWithin(box.address().domain(), Domains.SPACE),
                hosted.isPresent()
                        || settings.ownDomains().contains(box.address().domain()),
                hosted.map(Hosted::state)
                        .filter(state -> !(state instanceof State.Active))
                        .isPresent(),
                operator == null ? null : operator.name());
    }

    private static Attached attached(Box box, @Nullable Situation situation) {
        if (situation == null) return Attached.TO_PERSON;
        if (at(box, situation).findAny().isPresent()) return Attached.TO_PLACE;
        var purpose = box.purpose();
        return purpose != null && Objects.equals(purpose.situation(), situation.id())
                ? Attached.BY_WORD
                : Attached.TO_PERSON;
    }

    /** Its rows in the directory at that place; on the person alone for all places. */
    private static Stream<Box.Attachment> at(Box box, @Nullable Situation situation) {
        return box.attachments().stream()
                .filter(Box.Attachment::present)
                .filter(one -> situation == null
                        ? one.structure() == null
                        : Optional.ofNullable(one.situation())
                                .filter(at -> at.id() == situation.id())
                                .isPresent());
    }

    /** What colleagues see at a place today: the public addresses there, else those on the person alone, by rank. */
    static List<Box> seen(CensusView view, @Nullable Situation situation) {
        var there = listed(view, situation);
        return there.isEmpty() && situation != null ? listed(view, null) : there;
    }

    private static List<Box> listed(CensusView view, @Nullable Situation situation) {
        record At(Box box, int rank, long row) {}
        return view.own().stream()
                .filter(Box::published)
                .flatMap(box -> at(box, situation)
                        .filter(one -> !one.listing().unlisted())
                        .map(one -> new At(box, rank(one), one.listing().attachment())))
                .sorted(Comparator.comparingInt(At::rank).thenComparingLong(At::row))
                .map(At::box)
                .distinct()
                .toList();
    }

    private static int rank(Box.Attachment attachment) {
        var rank = attachment.rank();
        return rank == null ? Integer.MAX_VALUE : rank;
    }

    static boolean firstIsTold(List<Box> seen, @Nullable Situation situation) {
        return !seen.isEmpty()
                && Stream.concat(at(seen.getFirst(), situation), at(seen.getFirst(), null))
                        .anyMatch(one -> Objects.equals(one.rank(), 1));
    }
}
