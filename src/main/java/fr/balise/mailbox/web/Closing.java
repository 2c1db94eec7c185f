package fr.balise.mailbox.web;

import fr.balise.identity.Subject;
import fr.balise.identity.Subject.Right;
import fr.balise.mailbox.Box;
import fr.balise.mailbox.BoxId;
import fr.balise.mailbox.Census;
import fr.balise.mailbox.CensusView;
import fr.balise.mailbox.Place;
import fr.balise.mailbox.lifecycle.ChosenMailboxes;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.OwnMailboxes;
import fr.balise.mailbox.lifecycle.ReplyText;
import fr.balise.mailbox.lifecycle.Transfer.Use;
import fr.balise.mailbox.lifecycle.Transfers;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** What the pages about the closing of one mailbox have in common: whose it is, where it stands, where people can be sent instead. */
@Component
class Closing {
    private final Here here;
    private final Census census;
    private final OwnMailboxes own;
    private final Lives lives;
    private final Transfers transfers;
    private final ChosenMailboxes chosen;
    private final ReplyText text;

    Closing(
            Here here,
            Census census,
            OwnMailboxes own,
            Lives lives,
            Transfers transfers,
            ChosenMailboxes chosen,
            ReplyText text) {
        this.here = here;
        this.census = census;
        this.own = own;
        this.lives = lives;
        this.transfers = transfers;
        this.chosen = chosen;
        this.text = text;
    }

    /** @param holder in whose name the mailbox is, as correspondents know it */
    record Mailbox(Subject subject, CensusView view, Box box, Life life, String holder) {
        public Hosted hosted() {
            return life.mailbox();
        }

        public BoxId id() {
            return box.id();
        }

        public boolean mayDecide() {
            return subject.may(Right.DECIDE);
        }
    }

    /** 404 for what is not this person's, or not held here; the same answer for both. */
    Mailbox of(String id) {
        var subject = here.subject();
        var box = Here.shown(census.box(subject, Here.box(id)));
        var life = lives.of(subject, box);
        if (life == null) throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        var view = Here.shown(census.of(subject));
        return new Mailbox(subject, view, box, life, holder(subject, view, box));
    }

    private static String holder(Subject subject, CensusView view, Box box) {
        var structure = view.groups().stream()
                .filter(CensusView.Group.OfStructure.class::isInstance)
                .filter(group -> group.boxes().stream().anyMatch(one -> one.id().equals(box.id())))
                .map(group -> Place.label(((CensusView.Group.OfStructure) group).structure()))
                .findFirst();
        var person = view.person();
        return structure.orElseGet(() -> person == null ? subject.actor().name() : person.fullName());
    }

    /** Nobody looks who may neither decide nor prepare. */
    Mailbox toAct(String id) {
        var mailbox = of(id);
        if (!mailbox.mayDecide() && !mailbox.subject().may(Right.PREPARE))
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        return mailbox;
    }

    /** Only whoever decides: mail and who wrote it is nobody else's business. */
    Mailbox toDecide(String id) {
        var mailbox = of(id);
        if (!mailbox.mayDecide()) throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        return mailbox;
    }

    List<Target> targets(Mailbox mailbox) {
        return Target.of(
                mailbox.box(),
                mailbox.view(),
                chosen.key(ChosenMailboxes.At.of(mailbox.hosted())).orElse(null),
                box -> own.behind(mailbox.subject(), box),
                box -> transfers.ask(Use.FORWARDING, mailbox.hosted(), box.address()));
    }

    ReplyForm.Proposal proposal(Mailbox mailbox) {
        return (target, language) -> text.proposed(
                mailbox.holder(),
                fr.balise.kernel.MailAddress.parse(target.address()),
                target.place().isEmpty() ? null : target.place(),
                language);
    }
}
