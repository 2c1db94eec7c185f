package fr.balise.promotion;

import fr.balise.directory.Carrier;
import fr.balise.directory.Publication;
import fr.balise.mailbox.Box;
import fr.balise.mailbox.CensusView;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.State;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Carries what was decided to the directory: rank 1 for the preferred mailbox of a carrier, none for the others there. A rank means one
 * carrier only: that of a mailbox on the RPPS alone holds for all places. Of mailboxes at other operators nothing is stated: that is
 * theirs to do.
 */
@Component
class Ranks {
    private static final int FIRST = 1;

    private final Publication publication;
    private final Lifecycle lifecycle;

    Ranks(Publication publication, Lifecycle lifecycle) {
        this.publication = publication;
        this.lifecycle = lifecycle;
    }

    /** @param decided everything that the person decided, exceptions left out: no directory can tell them */
    void state(CensusView view, List<Preference> decided, String by) {
        for (var box : view.own()) {
            var hosted = lifecycle.find(box.address());
            if (hosted.isEmpty() || !(hosted.get().state() instanceof State.Active)) continue;
            for (var attachment : box.attachments()) if (attachment.present()) state(box, attachment, decided, by);
        }
    }

    private void state(Box box, Box.Attachment attachment, List<Preference> decided, String by) {
        var carrier = attachment.listing().carrier();
        if (carrier instanceof Carrier.OfStructure) return;
        var chosen = chosen(box, carrier, decided);
        if (chosen.isEmpty()) return;
        @Nullable Integer rank = chosen.get() ? FIRST : null;
        if (!Objects.equals(attachment.rank(), rank))
            publication.want(publication.wanted(attachment.listing()).ranked(rank), by);
    }

    /** Empty where nothing was decided about that carrier. */
    private static Optional<Boolean> chosen(Box box, Carrier carrier, List<Preference> decided) {
        var about = decided.stream()
                .filter(one -> carrier.situationId() == null
                        || Objects.equals(one.spot().situation(), carrier.situationId()))
                .toList();
        if (about.isEmpty()) return Optional.empty();
        return Optional.of(about.stream()
                .anyMatch(one -> one.address().key().equals(box.address().key())));
    }
}
