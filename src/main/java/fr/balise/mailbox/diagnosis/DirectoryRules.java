package fr.balise.mailbox.diagnosis;

import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.Box;
import fr.balise.mailbox.Box.Publication;
import fr.balise.mailbox.CensusView;
import fr.balise.mailbox.CensusView.Namesake;
import fr.balise.mailbox.Finding;
import fr.balise.mailbox.Finding.NextStep;
import fr.balise.mailbox.Finding.Rule;
import fr.balise.mailbox.Finding.Severity;
import fr.balise.mailbox.ListingDrift;
import fr.balise.mailbox.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the directory shows, or no longer shows, under the person's name. */
final class DirectoryRules {
    private static final String SPACE = "mssante.fr";
    private static final int NEAR = 2;

    private DirectoryRules() {}

    /** Only told to people who practise, and only when the files were loaded: else nothing is known. */
    static Stream<Finding> noMailbox(CensusView view) {
        var practises = view.situations().stream()
                .anyMatch(situation -> situation.presence().present());
        if (!practises || view.age().mailboxes() == null || !view.own().isEmpty()) return Stream.empty();
        if (!view.hidden().isEmpty() && view.hidden().stream().anyMatch(Box::byHand)) return Stream.empty();
        return Stream.of(Found.about(Rule.NO_MAILBOX, List.<Box>of())
                .next(Severity.TO_DO, "I1", Found.contact(Rule.NO_MAILBOX), 5));
    }

    /** What Balise states, and the national directory does not follow: whoever looks there is misled. */
    static Stream<Finding> drift(CensusView view) {
        return view.boxes().stream()
                .flatMap(box -> Stream.ofNullable(box.drift()).flatMap(drift -> drift(box, drift).stream()));
    }

    private static Optional<Finding> drift(Box box, ListingDrift drift) {
        return switch (drift.kind()) {
            case STILL_LISTED -> Optional.of(drift(box, drift, Rule.STILL_LISTED, Severity.TO_DO, "I4"));
            case SHOWN -> Optional.of(drift(box, drift, Rule.SHOWN_THOUGH_UNLISTED, Severity.TO_DO, "I4"));
            case MISSING -> Optional.of(drift(box, drift, Rule.NOT_LISTED, Severity.TO_CHECK, "P2"));
            case DIFFERENT -> Optional.empty(); // another department: for staff to settle
        };
    }

    private static Finding drift(Box box, ListingDrift drift, Rule rule, Severity severity, String leaflet) {
        var step = drift.refused()
                ? new NextStep.Contact(Words.of("mailbox.finding.refused.contact"))
                : Found.contact(rule);
        return Found.about(rule, box)
                .told(drift.wanted(), drift.file())
                .restingOn(drift.wanted() + (drift.refused() ? " refused" : ""))
                .next(severity, leaflet, step, 1);
    }

    /** Correspondents keep the old address. Silent where the person asked for it, or where Balise took it out itself. */
    static Stream<Finding> leftDirectory(CensusView view) {
        return view.boxes().stream()
                .filter(box -> !Asked.cameTrue(box) && box.stated() != Box.Stated.WITHDRAWN)
                .flatMap(box -> box.publication() instanceof Publication.Disappeared(var on)
                        ? Stream.of(Found.about(Rule.LEFT_DIRECTORY, box)
                                .told(on)
                                .restingOn(on)
                                .next(Severity.TO_CHECK, "I2", new NextStep.Check(box.id()), 1))
                        : Stream.empty());
    }

    /** Neither of the MSSanté space by its name, nor held here, nor on an operator's sheet. @param heldHere by domain */
    static Stream<Finding> unknownDomain(CensusView view, Predicate<String> heldHere) {
        return view.boxes().stream()
                .filter(box -> isUnknown(box, heldHere) && !isInSpace(box))
                .map(box -> Found.about(Rule.UNKNOWN_DOMAIN, box)
                        .restingOn(box.address().domain())
                        .next(Severity.TO_CHECK, "S1", whoGaveIt(box), 2));
    }

    /** Nobody knows its operator: the place that the directory names beside it is whom to ask first. */
    private static NextStep.Contact whoGaveIt(Box box) {
        var domain = box.address().domain();
        return box.attachments().stream()
                .map(Box.Attachment::structure)
                .flatMap(Stream::ofNullable)
                .findFirst()
                .map(place -> new NextStep.Contact(
                        Words.of("mailbox.finding.unknown-domain.contact-place", domain, place.shownName())))
                .orElseGet(() -> Found.contact(Rule.UNKNOWN_DOMAIN, domain));
    }

    /** Of the space, but nobody knows yet whom to ask [L-I6] [L-I9]. Once per domain. */
    static Stream<Finding> operatorUnknown(CensusView view, Predicate<String> heldHere) {
        return view.boxes().stream()
                .filter(box -> isUnknown(box, heldHere) && isInSpace(box))
                .collect(Collectors.groupingBy(
                        box -> box.address().domain(), java.util.LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(boxes -> Found.about(Rule.OPERATOR_UNKNOWN, boxes)
                        .told(boxes.getFirst().address().domain())
                        .restingOn(boxes.getFirst().address().domain())
                        .next(Severity.INFORMATION, "I9", Found.contact(Rule.OPERATOR_UNKNOWN), 2));
    }

    private static boolean isUnknown(Box box, Predicate<String> heldHere) {
        return box.operator() == null && !heldHere.test(box.address().domain());
    }

    private static boolean isInSpace(Box box) {
        return box.address().domain().endsWith("." + SPACE);
    }

    /** A slip of one or two letters, and a patient's document reaches the homonym. */
    static Stream<Finding> namesakeNearby(CensusView view) {
        return view.namesakes().stream().flatMap(namesake -> nearby(view, namesake).stream());
    }

    private static Optional<Finding> nearby(CensusView view, Namesake namesake) {
        var boxes = new ArrayList<Box>();
        var theirs = new ArrayList<MailAddress>();
        for (var box : view.own())
            for (var address : namesake.published())
                if (isNear(box.address(), address)) {
                    boxes.add(box);
                    theirs.add(address);
                }
        var me = view.person();
        if (boxes.isEmpty() || me == null) return Optional.empty();
        return Optional.of(
                Found.about(Rule.NAMESAKE_NEARBY, boxes.stream().distinct().toList())
                        .part(namesake.person().id())
                        .told(namesake.person().fullName(), theirs.getFirst().toString())
                        .restingOn(theirs)
                        .next(Severity.TO_CHECK, "P2", Found.contact(Rule.NAMESAKE_NEARBY), 1, me.fullName()));
    }

    private static boolean isNear(MailAddress mine, MailAddress theirs) {
        return mine.domain().equals(theirs.domain())
                && !mine.key().equals(theirs.key())
                && Distance.between(mine.key(), theirs.key()) <= NEAR;
    }
}
