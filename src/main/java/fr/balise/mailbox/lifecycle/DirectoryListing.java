package fr.balise.mailbox.lifecycle;

import fr.balise.directory.Carrier;
import fr.balise.directory.Directory;
import fr.balise.directory.Listing;
import fr.balise.directory.Publication;
import fr.balise.directory.Publication.Visibility;
import fr.balise.directory.Publication.Wanted;
import fr.balise.directory.PublicationOutcome;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Brings the listing in the directory in line with the life of a mailbox: a mailbox that is not active is listed nowhere, and one that is
 * active again is listed as it was, on the red list if it was there. What the national directory is asked follows from it.
 */
@Component
@Order(0) // before the mail servers: the public should not find what answers automatically
class DirectoryListing implements Engine {
    private static final Logger log = LoggerFactory.getLogger(DirectoryListing.class);

    private final Lifecycle lifecycle;
    private final Publication publication;
    private final Directory directory;
    private final ListingBefore before;

    DirectoryListing(Lifecycle lifecycle, Publication publication, Directory directory, ListingBefore before) {
        this.lifecycle = lifecycle;
        this.publication = publication;
        this.directory = directory;
        this.before = before;
    }

    @Override
    @Transactional
    public void bringInLine(MailboxId id) {
        before.lock(id); // it is read after, so that two copies of Balise do not act on different states
        var mailbox = lifecycle.find(id).orElseThrow(() -> new NoSuchMailbox(id));
        switch (mailbox.state()) {
            case State.Active _ -> list(mailbox);
            case State.Depublished _, State.RetrievalOnly _ -> withdraw(mailbox, true);
            case State.Erased _ -> {
                withdraw(mailbox, false);
                before.forget(id);
            }
        }
    }

    private void list(Hosted mailbox) {
        for (var was : before.of(mailbox))
            if (publication.want(was, By.SYSTEM.actor()) instanceof PublicationOutcome.Refused(var why))
                // Whoever left the directory meanwhile: nothing else can be done, and the page shows it as not
                // published.
                log.warn("mailbox {} is not listed again: {}", mailbox.id(), why);
        before.forget(mailbox.id());
    }

    private void withdraw(Hosted mailbox, boolean keep) {
        listed(mailbox).forEach((carrier, was) -> {
            if (keep) before.keep(mailbox.id(), was);
            publication.withdraw(mailbox.address(), carrier, By.SYSTEM.actor());
        });
    }

    /** What Balise states, and what the national files alone say. */
    private Map<Carrier, Wanted> listed(Hosted mailbox) {
        var listed = new LinkedHashMap<Carrier, Wanted>();
        for (var listing : directory.listings(mailbox.address()))
            if (listing.presence().present()) listed.put(listing.carrier(), wanted(mailbox, listing));
        for (var state : publication.state(mailbox.address()))
            if (!state.withdrawn()) listed.put(state.wanted().carrier(), state.wanted());
        return listed;
    }

    private static Wanted wanted(Hosted mailbox, Listing listing) {
        return new Wanted(
                mailbox.address(),
                listing.type(),
                listing.carrier(),
                listing.unlisted() ? Visibility.UNLISTED : Visibility.PUBLISHED,
                listing.rank(),
                null,
                listing.service(),
                null);
    }
}
