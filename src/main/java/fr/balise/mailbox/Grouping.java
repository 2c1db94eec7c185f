package fr.balise.mailbox;

import fr.balise.directory.Situation;
import fr.balise.directory.Structure;
import fr.balise.mailbox.CensusView.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Lays mailboxes under the situations that they serve [L-I3]: where a row attaches them, else where the person says so. A situation
 * of today is shown without a mailbox too; one that left is shown as long as something hangs on it.
 */
record Grouping(List<Situation> situations, List<Box> own, Map<Structure, List<Box>> managed) {

    CensusView view(Material material, PlaceDays days) {
        return new CensusView(
                material.subject().person(),
                material.person(),
                material.age(),
                days,
                groups(),
                hidden(),
                material.namesakes());
    }

    private List<Group> groups() {
        var groups = new ArrayList<Group>();
        ordered().forEach(situation -> {
            var boxes = shown().filter(box -> serves(box, situation.id())).toList();
            if (situation.presence().present() || !boxes.isEmpty()) groups.add(new Group.OfSituation(situation, boxes));
        });
        add(
                groups,
                new Group.ToAskAbout(shown().filter(box -> isLoose(box) && !isEverywhere(box))
                        .toList()));
        add(
                groups,
                new Group.Everywhere(
                        shown().filter(box -> isLoose(box) && isEverywhere(box)).toList()));
        add(
                groups,
                new Group.ByHand(
                        shown().filter(box -> box.byHand() && !hasPlace(box)).toList()));
        managed.forEach((structure, boxes) -> groups.add(new Group.OfStructure(
                structure, boxes.stream().filter(box -> !box.hidden()).toList())));
        return groups;
    }

    private static void add(List<Group> groups, Group group) {
        if (!group.boxes().isEmpty()) groups.add(group);
    }

    /** Those of today first, each in the order of the directory. */
    private java.util.stream.Stream<Situation> ordered() {
        return java.util.stream.Stream.concat(
                situations.stream().filter(situation -> situation.presence().present()),
                situations.stream().filter(situation -> !situation.presence().present()));
    }

    private java.util.stream.Stream<Box> shown() {
        return own.stream().filter(box -> !box.hidden());
    }

    private List<Box> hidden() {
        return java.util.stream.Stream.concat(
                        own.stream(), managed.values().stream().flatMap(List::stream))
                .filter(Box::hidden)
                .distinct()
                .toList();
    }

    private boolean serves(Box box, long situation) {
        var attached = attachedTo(box);
        if (!attached.isEmpty()) return attached.contains(situation);
        var purpose = box.purpose();
        return purpose != null && Objects.equals(purpose.situation(), situation);
    }

    /** Rows of today count; only where there is none, those that left do. */
    private static List<Long> attachedTo(Box box) {
        var present = box.attachments().stream().filter(Box.Attachment::present).toList();
        return (present.isEmpty() ? box.attachments() : present)
                .stream()
                        .map(Box.Attachment::situation)
                        .filter(Objects::nonNull)
                        .map(Situation::id)
                        .toList();
    }

    private boolean hasPlace(Box box) {
        return situations.stream().anyMatch(situation -> serves(box, situation.id()));
    }

    private boolean isLoose(Box box) {
        return !box.byHand() && !hasPlace(box);
    }

    private static boolean isEverywhere(Box box) {
        var purpose = box.purpose();
        return purpose != null && purpose.situation() == null;
    }
}
