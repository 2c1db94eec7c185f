package fr.balise.mailbox.web;

import fr.balise.directory.Publication;
import fr.balise.identity.Subject;
import fr.balise.mailbox.Box;
import fr.balise.mailbox.closing.DirectoryState;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.OwnMailboxes;
import fr.balise.mailbox.lifecycle.State;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The lives of mailboxes, for cards: {@code @lives.of(box)}. */
@Component("lives")
class Lives {
    private final Here here;
    private final OwnMailboxes own;
    private final Publication publication;

    Lives(Here here, OwnMailboxes own, Publication publication) {
        this.here = here;
        this.own = own;
        this.publication = publication;
    }

    /** Null for a mailbox that is held elsewhere, or is somebody else's. */
    public @Nullable Life of(Box box) {
        return of(here.subject(), box);
    }

    @Nullable
    Life of(Subject subject, Box box) {
        return box.hidden() ? null : own.behind(subject, box).map(this::of).orElse(null);
    }

    /** Of all mailboxes of a page, asked once; those that are held elsewhere have none. By {@link Card#key()}. */
    Map<String, Life> of(Subject subject, Collection<Box> boxes) {
        var lives = new HashMap<String, Life>();
        own.behind(subject, boxes.stream().filter(box -> !box.hidden()).toList())
                .forEach((id, mailbox) -> lives.put(id.value(), of(mailbox)));
        return lives;
    }

    Life of(Hosted mailbox) {
        var told = mailbox.state() instanceof State.Active
                ? null
                : DirectoryState.of(publication.state(mailbox.address()));
        return new Life(mailbox, told);
    }
}
