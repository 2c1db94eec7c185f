package fr.balise.mailbox;

import fr.balise.directory.DirectoryAge;
import fr.balise.directory.Person;
import fr.balise.directory.Situation;
import fr.balise.directory.Structure;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.NationalPersonId;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All mailboxes in a person's name, grouped as the leaflet reasons [L-I3]: by practice situation.
 *
 * @param person null when the directory knows nothing of this person
 * @param days those of the person: where the situations of today lie, or of the installation where they disagree
 * @param groups in the order of the screen; a situation without a mailbox is a group without one
 * @param hidden mailboxes of which the person said "Cette boîte n'est pas à moi"
 * @param namesakes people with the same name, and the addresses published for them
 */
public record CensusView(
        NationalPersonId nationalId,
        @Nullable Person person,
        DirectoryAge age,
        PlaceDays days,
        List<Group> groups,
        List<Box> hidden,
        List<Namesake> namesakes) {

    public CensusView {
        groups = List.copyOf(groups);
        hidden = List.copyOf(hidden);
        namesakes = List.copyOf(namesakes);
    }

    public sealed interface Group {
        List<Box> boxes();

        /** One practice situation, present or gone, with the mailboxes attached to it or said to serve it. */
        record OfSituation(Situation situation, List<Box> boxes) implements Group {}

        /** On the RPPS alone, and the person was not asked yet what it is for. */
        record ToAskAbout(List<Box> boxes) implements Group {}

        /** On the RPPS alone; the person said that it serves all places. */
        record Everywhere(List<Box> boxes) implements Group {}

        /** Mailboxes of a structure that the actor manages. */
        record OfStructure(Structure structure, List<Box> boxes) implements Group {}

        /** Declared by hand and not said to serve one situation: seen by the declarer alone. */
        record ByHand(List<Box> boxes) implements Group {}
    }

    public record Namesake(Person person, List<MailAddress> published) {}

    public LocalDate today() {
        return days.today();
    }

    /** Every mailbox once, hidden ones left out. */
    public List<Box> boxes() {
        return groups.stream()
                .flatMap(group -> group.boxes().stream())
                .distinct()
                .toList();
    }

    /** The mailboxes in the person's own name: those of managed structures left out. */
    public List<Box> own() {
        return groups.stream()
                .filter(group -> !(group instanceof Group.OfStructure))
                .flatMap(group -> group.boxes().stream())
                .distinct()
                .toList();
    }

    public Optional<Box> box(BoxId id) {
        return Stream.concat(boxes().stream(), hidden.stream())
                .filter(box -> box.id().equals(id))
                .findFirst();
    }

    /**
     * Situations of today for which this is the only published mailbox: without it, nobody finds where to write to the person
     * there.
     */
    public List<Situation> lastPublishedFor(Box box) {
        return groups.stream()
                .filter(Group.OfSituation.class::isInstance)
                .map(Group.OfSituation.class::cast)
                .filter(group -> group.situation().presence().present())
                .filter(group -> Stream.concat(group.boxes().stream(), everywhere())
                        .filter(Box::published)
                        .map(Box::id)
                        .collect(Collectors.toSet())
                        .equals(Set.of(box.id())))
                .map(Group.OfSituation::situation)
                .toList();
    }

    private Stream<Box> everywhere() {
        return groups.stream().filter(Group.Everywhere.class::isInstance).flatMap(group -> group.boxes().stream());
    }

    public List<Situation> situations() {
        return groups.stream()
                .filter(Group.OfSituation.class::isInstance)
                .map(group -> ((Group.OfSituation) group).situation())
                .toList();
    }
}
