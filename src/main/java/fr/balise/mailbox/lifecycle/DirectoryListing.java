package fr.balise.mailbox.lifecycle;

import fr.balise.directory.Directory;
import fr.balise.directory.Listing;
import fr.balise.directory.Publication;
import fr.balise.directory.Publication.Visibility;
import fr.balise.directory.Publication.Wanted;
import fr.balise.directory.Publication.Withdrawal;
import fr.balise.directory.PublicationOutcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
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
        bringInLine(List.of(id));
    }

    @Override
    @Transactional
    public void bringInLine(List<MailboxId> ids) {
        before.lock(ids); // they are read after, so that two copies of Balise do not act on different states
        var active = new ArrayList<Hosted>();
        var closing = new ArrayList<Hosted>();
        var erased = new ArrayList<Hosted>();
        for (var mailbox : lifecycle.find(ids))
            (switch (mailbox.state()) {
                        case State.Active _ -> active;
                        case State.Depublished _, State.RetrievalOnly _ -> closing;
                        case State.Erased _ -> erased;
                    })
                    .add(mailbox);
        list(active);
        withdraw(closing, true);
        withdraw(erased, false);
        if (!erased.isEmpty()) before.forget(erased);
    }

    private void list(List<Hosted> mailboxes) {
        var was = before.of(mailboxes);
        if (was.isEmpty()) return;
        for (var wanted : was)
            if (publication.want(wanted, By.SYSTEM.actor()) instanceof PublicationOutcome.Refused(var why))
                // Whoever left the directory meanwhile: nothing else can be done, and the page shows it as not
                // published.
                log.warn("a mailbox is not listed again: {}", why);
        before.forget(mailboxes);
    }

    private void withdraw(List<Hosted> mailboxes, boolean keep) {
        if (mailboxes.isEmpty()) return;
        var listed = listed(mailboxes);
        if (keep) before.keep(mailboxes, listed);
        publication.withdraw(
                listed.stream()
                        .map(one -> new Withdrawal(one.address(), one.carrier()))
                        .toList(),
                By.SYSTEM.actor());
    }

    /** What Balise states, and what the national files alone say: each place once. */
    private List<Wanted> listed(List<Hosted> mailboxes) {
        var mine = mailboxes.stream()
                .collect(Collectors.toMap(mailbox -> mailbox.address().key(), mailbox -> mailbox));
        var addresses = mailboxes.stream().map(Hosted::address).toList();
        var listed = new LinkedHashMap<Withdrawal, Wanted>();
        for (var listing : directory.listings(addresses)) {
            var mailbox = mine.get(listing.address().key());
            if (mailbox != null && listing.presence().present())
                listed.put(new Withdrawal(mailbox.address(), listing.carrier()), wanted(mailbox, listing));
        }
        for (var state : publication.states(addresses)) {
            var wanted = state.wanted();
            var mailbox = mine.get(wanted.address().key());
            if (mailbox != null && !state.withdrawn())
                listed.put(new Withdrawal(mailbox.address(), wanted.carrier()), wanted);
        }
        return List.copyOf(listed.values());
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
