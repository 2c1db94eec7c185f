package fr.balise.hygiene.web;

import fr.balise.identity.Actor;
import fr.balise.identity.Rights;
import fr.balise.identity.Subject;
import fr.balise.identity.Subject.Right;
import fr.balise.mailbox.Box;
import fr.balise.mailbox.BoxId;
import fr.balise.mailbox.Census;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.OwnMailboxes;
import fr.balise.mailstore.AccountId;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** Whose mailbox a page is about. Mail is shown to whoever decides about the mailbox, to nobody else. */
@Component("ownRooms")
class Own {
    private final Rights rights;
    private final Census census;
    private final OwnMailboxes own;

    Own(Rights rights, Census census, OwnMailboxes own) {
        this.rights = rights;
        this.census = census;
        this.own = own;
    }

    record Mine(Subject subject, Box box, Hosted hosted) {
        public Actor actor() {
            return subject.actor();
        }

        public boolean decides() {
            return subject.may(Right.DECIDE);
        }

        AccountId account() {
            return new AccountId(hosted.id().value());
        }

        public BoxId id() {
            return box.id();
        }

        public String path() {
            return "/mes-boites/" + id() + "/espace";
        }
    }

    /** 404 for what is not this person's, or not held here, the same answer for both; 403 while access to it is suspended. */
    Mine of(String id) {
        var subject = subject();
        var key = BoxId.parse(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        var mine = census.box(subject, key) instanceof Outcome.Done<Box>(var box)
                ? mine(subject, box).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND))
                : notFound();
        if (mine.hosted().suspension() != null) throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        return mine;
    }

    private static Mine notFound() {
        throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }

    private Optional<Mine> mine(Subject subject, Box box) {
        return own.behind(subject, box).map(hosted -> new Mine(subject, box, hosted));
    }

    /** All that are held here. */
    List<Mine> all() {
        return all(subject());
    }

    /** The same for whoever may see that they are there, and no mail: somebody who acts for the holder too. */
    List<Mine> seen() {
        return rights.subject()
                .filter(one -> one.may(Right.VIEW))
                .map(this::all)
                .orElse(List.of());
    }

    private List<Mine> all(Subject subject) {
        if (!(census.of(subject) instanceof Outcome.Done<fr.balise.mailbox.CensusView>(var view))) return List.of();
        return view.groups().stream()
                .flatMap(group -> group.boxes().stream())
                .distinct()
                .filter(box -> !box.hidden())
                .flatMap(box -> mine(subject, box).stream())
                .filter(mine -> mine.hosted().suspension() == null)
                .toList();
    }

    /** Those that other operators hold, as far as they still serve. */
    List<Box> elsewhere() {
        var subject = subject();
        if (!(census.of(subject) instanceof Outcome.Done<fr.balise.mailbox.CensusView>(var view))) return List.of();
        return view.groups().stream()
                .flatMap(group -> group.boxes().stream())
                .distinct()
                .filter(box -> !box.hidden() && !(box.publication() instanceof Box.Publication.Disappeared))
                .filter(box -> own.behind(subject, box).isEmpty())
                .toList();
    }

    private Subject subject() {
        return rights.subject()
                .filter(one -> one.may(Right.DECIDE))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
    }
}
