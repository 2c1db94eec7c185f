package fr.balise.promotion;

import fr.balise.directory.Carrier;
import fr.balise.directory.Listing;
import fr.balise.directory.Publication;
import fr.balise.directory.PublicationOutcome;
import fr.balise.directory.Situation;
import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.Box;
import fr.balise.mailbox.CensusView;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.State;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Carries what was decided to the directory: rank 1 for the preferred mailbox of a carrier, none for the others there. A rank means one
 * carrier only: that of a mailbox on the RPPS alone holds for all places. Of mailboxes at other operators nothing is stated: that is
 * theirs to do.
 */
@Component
class Ranks {
    private static final Logger LOG = LoggerFactory.getLogger(Ranks.class);
    private static final int FIRST = 1;

    private final Publication publication;
    private final Lifecycle lifecycle;

    Ranks(Publication publication, Lifecycle lifecycle) {
        this.publication = publication;
        this.lifecycle = lifecycle;
    }

    /** @param decided everything that the person decided, exceptions left out: no directory can tell them */
    void state(CensusView view, List<Preference> decided, String by) {
        var present = view.situations().stream()
                .filter(situation -> situation.presence().present())
                .map(Situation::id)
                .collect(Collectors.toSet());
        var standing = decided.stream()
                .filter(one -> one.spot().situation() == null
                        ? present.isEmpty()
                        : present.contains(one.spot().situation()))
                .toList();
        if (standing.isEmpty()) return;
        for (var box : view.own()) {
            var hosted = lifecycle.find(box.address());
            if (hosted.isEmpty() || !(hosted.get().state() instanceof State.Active)) continue;
            for (var attachment : box.attachments()) if (attachment.present()) state(view, attachment, standing, by);
        }
    }

    /**
     * The same of a structure's service mailboxes.
     *
     * @param listed those that the directory has now
     * @param preferred null where none is any more: then none has a rank
     */
    void state(List<Listing> listed, @Nullable MailAddress preferred, String by) {
        for (var listing : listed) {
            if (lifecycle
                    .find(listing.address())
                    .filter(hosted -> hosted.state() instanceof State.Active)
                    .isEmpty()) continue;
            boolean first = preferred != null && listing.address().key().equals(preferred.key());
            @Nullable Integer rank = first ? FIRST : null;
            if (Objects.equals(listing.rank(), rank)) continue;
            if (publication.rank(listing, rank, by) instanceof PublicationOutcome.Refused(var why))
                LOG.warn("a rank is not stated: {}", why);
        }
    }

    private void state(CensusView view, Box.Attachment attachment, List<Preference> decided, String by) {
        var listing = attachment.listing();
        var preferred = preferred(view, listing.carrier(), decided);
        if (preferred.isEmpty()) return;
        @Nullable Integer rank = preferred.get().equals(listing.address().key()) ? FIRST : null;
        if (Objects.equals(attachment.rank(), rank)) return;
        if (publication.rank(listing, rank, by) instanceof PublicationOutcome.Refused(var why))
            LOG.warn("a rank is not stated: {}", why);
    }

    /** Key of the preferred mailbox of a carrier; empty text for none of them, empty where nothing was decided about it. */
    private static Optional<String> preferred(CensusView view, Carrier carrier, List<Preference> decided) {
        return switch (carrier) {
            case Carrier.OfStructure _ -> Optional.empty();
            case Carrier.OfSituation at ->
                at.situation() == null
                        ? Optional.empty() // which of those at the structure is not told
                        : decided.stream()
                                .filter(one -> Objects.equals(one.spot().situation(), at.situation()))
                                .map(one -> one.address().key())
                                .findFirst();
            case Carrier.OfPerson _ -> Optional.of(onPerson(view, decided));
        };
    }

    /** One rank for all places: where the places prefer different mailboxes of the person alone, none is the first. */
    private static String onPerson(CensusView view, List<Preference> decided) {
        var chosen = decided.stream()
                .map(one -> one.address().key())
                .distinct()
                .filter(key ->
                        view.own().stream().anyMatch(box -> box.address().key().equals(key) && hangsOnPerson(box)))
                .toList();
        return chosen.size() == 1 ? chosen.getFirst() : "";
    }

    private static boolean hangsOnPerson(Box box) {
        return box.attachments().stream()
                .anyMatch(one -> one.present() && one.listing().carrier() instanceof Carrier.OfPerson);
    }
}
