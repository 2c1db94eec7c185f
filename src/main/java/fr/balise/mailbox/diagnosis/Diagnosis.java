package fr.balise.mailbox.diagnosis;

import fr.balise.mailbox.CensusView;
import fr.balise.mailbox.Finding;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** All rules over one census, gravest first. Pure. */
final class Diagnosis {
    private Diagnosis() {}

    /** @param heldHere whether this instance holds a domain itself */
    static List<Finding> of(CensusView view, Predicate<String> heldHere) {
        return Stream.of(
                        PlaceRules.sharedWithAnother(view),
                        PlaceRules.situationLeft(view),
                        ReadingRules.notReadYetPublished(view),
                        ReadingRules.nobodyReads(view),
                        DirectoryRules.noMailbox(view),
                        Asked.stillPublishedAfterRequest(view),
                        DirectoryRules.drift(view),
                        DirectoryRules.namesakeNearby(view),
                        DirectoryRules.unknownDomain(view, heldHere),
                        DirectoryRules.leftDirectory(view),
                        PlaceRules.twoCarriers(view),
                        PlaceRules.purposeUnknown(view),
                        PlaceRules.noPreferred(view, heldHere),
                        ReadingRules.noEvidence(view),
                        DirectoryRules.operatorUnknown(view, heldHere))
                .flatMap(found -> found)
                .sorted(Comparator.comparingInt(Finding::risk))
                .toList();
    }
}
