package fr.balise.mailbox.diagnosis;

import fr.balise.directory.Presence;
import fr.balise.directory.Situation;
import fr.balise.directory.Structure;
import fr.balise.kernel.MailboxType;
import fr.balise.mailbox.Box;
import fr.balise.mailbox.Box.Attachment;
import fr.balise.mailbox.CensusView;
import fr.balise.mailbox.CensusView.Group;
import fr.balise.mailbox.Finding;
import fr.balise.mailbox.Finding.NextStep;
import fr.balise.mailbox.Finding.Rule;
import fr.balise.mailbox.Finding.Severity;
import fr.balise.mailbox.RequestView.Kind;
import fr.balise.mailbox.Words;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Does each mailbox serve one of the person's practice situations [L-I3]? */
final class PlaceRules {
    private PlaceRules() {}

    /** A colleague who writes there believes that the person still practises there. */
    static Stream<Finding> situationLeft(CensusView view) {
        return view.own().stream()
                .filter(Box::published)
                .filter(box -> !Asked.isUnderWay(box, Kind.DEPUBLISH, Kind.DELETE))
                .flatMap(box -> left(box).stream());
    }

    private static Optional<Finding> left(Box box) {
        var present = box.attachments().stream().filter(Attachment::present).toList();
        if (present.isEmpty() || !present.stream().allMatch(PlaceRules::isLeft)) return Optional.empty();
        var attachment = present.getFirst();
        return Optional.of(Found.about(Rule.SITUATION_LEFT, List.of(box))
                .told(place(attachment), goneSince(attachment))
                .restingOn(goneSince(attachment))
                .next(
                        Severity.TO_DO,
                        "I3",
                        new NextStep.Ask(box.id(), Kind.DEPUBLISH),
                        2,
                        box.address().toString()));
    }

    private static boolean isLeft(Attachment attachment) {
        return attachment.situation() != null
                && attachment.structure() != null
                && !attachment.situation().presence().present();
    }

    private static LocalDate goneSince(Attachment attachment) {
        return Optional.ofNullable(attachment.situation())
                .map(Situation::presence)
                .map(Presence::goneSince)
                .orElseThrow();
    }

    private static String place(Attachment attachment) {
        return Optional.ofNullable(attachment.structure())
                .map(Structure::shownName)
                .orElseThrow();
    }

    /** One address of one person on somebody else: either reads what is meant for the other. */
    static Stream<Finding> sharedWithAnother(CensusView view) {
        return view.own().stream()
                .filter(box -> box.elsewhere() > 0)
                .filter(box -> box.type() == null || box.type() == MailboxType.PER) // a CAB is shared on purpose
                .filter(box -> !Asked.isUnderWay(box, Kind.CORRECT))
                .map(box -> Found.about(Rule.SHARED_WITH_ANOTHER, box)
                        .told(box.elsewhere())
                        .restingOn(box.elsewhere())
                        .next(
                                Severity.TO_DO,
                                "I3",
                                box.proven() ? new NextStep.Ask(box.id(), Kind.CORRECT) : new NextStep.Check(box.id()),
                                3));
    }

    /** The same address on two situations of the person, or on one and on the RPPS, unless it is said to serve everywhere. */
    static Stream<Finding> twoCarriers(CensusView view) {
        return view.own().stream()
                .filter(box -> box.type() != MailboxType.CAB && !servesEverywhere(box))
                .filter(box -> carriers(box) > 1 && !Asked.isUnderWay(box, Kind.CORRECT))
                .map(box -> Found.about(Rule.TWO_CARRIERS, box)
                        .told(carriers(box))
                        .restingOn(places(box))
                        .next(
                                Severity.TO_CHECK,
                                "I3",
                                box.purpose() == null
                                        ? new NextStep.AskPurpose(box.id())
                                        : new NextStep.Ask(box.id(), Kind.CORRECT),
                                2));
    }

    private static int carriers(Box box) {
        boolean onPerson = box.attachments().stream()
                .anyMatch(one -> one.present() && one.situation() == null && one.structure() == null);
        return places(box).size() + (onPerson ? 1 : 0);
    }

    private static List<Long> places(Box box) {
        return box.attachments().stream()
                .filter(Attachment::present)
                .flatMap(attachment -> Optional.ofNullable(attachment.situation()).stream())
                .filter(situation -> situation.presence().present())
                .map(Situation::id)
                .distinct()
                .toList();
    }

    private static boolean servesEverywhere(Box box) {
        var purpose = box.purpose();
        return purpose != null && purpose.situation() == null;
    }

    /** On the RPPS alone: asked, not alarmed about. */
    static Stream<Finding> purposeUnknown(CensusView view) {
        return view.groups().stream()
                .filter(Group.ToAskAbout.class::isInstance)
                .flatMap(group -> group.boxes().stream())
                .filter(Box::published)
                .map(box -> Found.about(Rule.PURPOSE_UNKNOWN, box)
                        .asQuestion()
                        .next(Severity.INFORMATION, "I3", new NextStep.AskPurpose(box.id()), 1));
    }

    /**
     * Several in one situation: colleagues cannot know which to choose [L-P1]. The files give no rank, so this is no reproach; the
     * rank is set by the operator, whom the person asks.
     */
    static Stream<Finding> noPreferred(CensusView view, Predicate<String> heldHere) {
        return view.groups().stream()
                .filter(Group.OfSituation.class::isInstance)
                .map(Group.OfSituation.class::cast)
                .filter(group -> group.situation().presence().present())
                .flatMap(group -> noPreferred(group, heldHere).stream());
    }

    private static Optional<Finding> noPreferred(Group.OfSituation group, Predicate<String> heldHere) {
        var published = group.boxes().stream().filter(Box::published).toList();
        var structure = group.situation().structure();
        if (published.size() < 2 || structure == null) return Optional.empty();
        if (published.stream().anyMatch(box -> Integer.valueOf(1).equals(box.rank()))) return Optional.empty();
        var ids = published.stream().map(Box::id).toList();
        return Optional.of(Found.about(Rule.NO_PREFERRED, published)
                .part(group.situation().id())
                .told(structure.shownName(), published.size())
                .restingOn(ids)
                .next(Severity.INFORMATION, "P1", Found.contact(Rule.NO_PREFERRED, whoseTurn(published, heldHere)), 1));
    }

    /** Each address with whom to ask about it. */
    private static Words whoseTurn(List<Box> boxes, Predicate<String> heldHere) {
        return Words.listed(boxes.stream()
                .map(box -> Words.of(
                        "mailbox.finding.no-preferred.whom", box.address().toString(), operator(box, heldHere)))
                .toList());
    }

    private static Words operator(Box box, Predicate<String> heldHere) {
        var sheet = box.operator();
        if (sheet == null)
            return Words.of(
                    "mailbox.finding.operator." + (heldHere.test(box.address().domain()) ? "here" : "unknown"));
        var contact = Stream.of(sheet.hospitalIt(), sheet.support(), sheet.form())
                .flatMap(Stream::ofNullable)
                .findFirst();
        return contact.map(c -> Words.of("mailbox.finding.operator.contact", sheet.name(), c))
                .orElseGet(() -> Words.of("mailbox.finding.operator.name", sheet.name()));
    }
}
