package fr.balise.mailbox.web;

import fr.balise.identity.Subject;
import fr.balise.mailbox.Box;
import fr.balise.mailbox.Census;
import fr.balise.mailbox.closing.Drafts;
import fr.balise.mailbox.closing.Drafts.Draft;
import fr.balise.mailbox.lifecycle.OwnMailboxes;
import java.util.List;
import org.springframework.stereotype.Component;

/** What delegates prepared for the mailboxes of one person, and nobody decided yet. */
@Component
class Prepared {
    private final Census census;
    private final OwnMailboxes own;
    private final Drafts drafts;

    Prepared(Census census, OwnMailboxes own, Drafts drafts) {
        this.census = census;
        this.own = own;
        this.drafts = drafts;
    }

    record Waiting(Box box, Draft draft) {}

    List<Waiting> of(Subject subject) {
        return Here.shown(census.of(subject)).boxes().stream()
                .flatMap(box -> own.behind(subject, box).stream()
                        .flatMap(mailbox -> drafts.of(mailbox.id()).stream())
                        .map(draft -> new Waiting(box, draft)))
                .toList();
    }
}
