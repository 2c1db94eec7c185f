package fr.balise.mailbox.web;

import fr.balise.identity.Subject;
import fr.balise.mailbox.Box;
import fr.balise.mailbox.Census;
import fr.balise.mailbox.Declarations;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Refusal;
import fr.balise.mailbox.Timeline;
import fr.balise.mailbox.lifecycle.Uses;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** "Mes boîtes aux lettres sécurisées": the census, one mailbox of it, and the picture of both. */
@Controller
class BoxPages {
    private final Here here;
    private final Census census;
    private final Declarations declarations;
    private final Timeline timeline;
    private final Uses uses;
    private final Lives lives;
    private final Told told;

    BoxPages(
            Here here, Census census, Declarations declarations, Timeline timeline, Uses uses, Lives lives, Told told) {
        this.here = here;
        this.census = census;
        this.declarations = declarations;
        this.timeline = timeline;
        this.uses = uses;
        this.lives = lives;
        this.told = told;
    }

    @GetMapping("/mes-boites")
    ModelAndView all() {
        return list(here.subject());
    }

    @GetMapping("/mes-boites/{box}")
    ModelAndView one(@PathVariable("box") String box) {
        var subject = here.subject();
        var shown = Here.shown(census.box(subject, Here.box(box)));
        uses.looked(subject, shown.address());
        return detail(subject, shown);
    }

    @PostMapping("/mes-boites/ajouter")
    ModelAndView add(@RequestParam("address") String address, RedirectAttributes flash) {
        var subject = here.subject();
        return switch (declarations.addByHand(subject, address)) {
            case Outcome.Done<Box>(var box) -> {
                flash.addFlashAttribute("done", told.of("mailbox.page.add.done"));
                yield new ModelAndView("redirect:/mes-boites/" + box.id());
            }
            case Outcome.Refused<Box>(Refusal.NotAllowed why) -> throw Here.ending(why);
            case Outcome.Refused<Box>(var why) -> {
                var page = list(subject).addObject("addRefused", why.words()).addObject("typed", address);
                page.setStatus(HttpStatus.CONFLICT);
                yield page;
            }
        };
    }

    /** The situations and the mailboxes on one sheet. */
    @GetMapping("/synthese")
    ModelAndView picture() {
        var subject = here.subject();
        return new ModelAndView("mailbox/picture")
                .addObject("picture", Picture.of(Here.shown(census.of(subject)), subject));
    }

    private ModelAndView list(Subject subject) {
        var view = Here.shown(census.of(subject));
        return new ModelAndView("mailbox/boxes")
                .addObject("view", view)
                .addObject("groups", Group.of(view, subject))
                .addObject("lives", lives.of(subject, view.boxes()))
                .addObject(
                        "hidden",
                        view.hidden().stream()
                                .map(box -> Card.of(box, view, subject))
                                .toList())
                .addObject("mayDecide", subject.may(Subject.Right.DECIDE));
    }

    ModelAndView detail(Subject subject, Box box) {
        var view = Here.shown(census.of(subject));
        return new ModelAndView("mailbox/box")
                .addObject("card", Card.of(box, view, subject))
                .addObject("entries", Here.shown(timeline.of(subject, box.id())));
    }
}
