package fr.balise.mailbox.web;

import fr.balise.identity.Subject;
import fr.balise.mailbox.BoxId;
import fr.balise.mailbox.Census;
import fr.balise.mailbox.Checks;
import fr.balise.mailbox.Declarations;
import fr.balise.mailbox.Outcome;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What a person does with one mailbox. Answers with the card: alone for htmx, else after a redirect, with 409 if refused. */
@Controller
@RequestMapping("/mes-boites/{box}")
class BoxActs {
    private static final String EVERYWHERE = "tous";

    private final Here here;
    private final Census census;
    private final Declarations declarations;
    private final Checks checks;
    private final BoxPages pages;
    private final Told told;

    BoxActs(Here here, Census census, Declarations declarations, Checks checks, BoxPages pages, Told told) {
        this.here = here;
        this.census = census;
        this.declarations = declarations;
        this.checks = checks;
        this.pages = pages;
        this.told = told;
    }

    /**
     * A button of a card was pressed.
     *
     * @param inPlace the card alone is to be answered
     * @param flash what the page after a redirect is told
     */
    record Press(Subject subject, BoxId box, boolean inPlace, RedirectAttributes flash) {}

    @ModelAttribute("press")
    Press press(
            @PathVariable("box") String box,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx,
            RedirectAttributes flash) {
        return new Press(here.subject(), Here.box(box), htmx != null, flash);
    }

    @PostMapping("/usage")
    ModelAndView serves(
            @ModelAttribute(name = "press", binding = false) Press press, @RequestParam("situation") String situation) {
        var place = situation.equals(EVERYWHERE) ? null : place(situation);
        return act(press, "usage", (subject, id) -> declarations.serves(subject, id, place));
    }

    private static Long place(String situation) {
        if (!situation.matches("\\d{1,18}")) throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        return Long.valueOf(situation);
    }

    @PostMapping("/lecture")
    ModelAndView reads(
            @ModelAttribute(name = "press", binding = false) Press press, @RequestParam("read") boolean read) {
        return act(press, "reads", (subject, id) -> declarations.reads(subject, id, read));
    }

    @PostMapping("/verifier")
    ModelAndView check(@ModelAttribute(name = "press", binding = false) Press press) {
        return act(press, "check", checks::ask);
    }

    @PostMapping("/code")
    ModelAndView code(@ModelAttribute(name = "press", binding = false) Press press, @RequestParam("code") String code) {
        return act(press, "code", (subject, id) -> checks.typeCode(subject, id, code.strip()));
    }

    @PostMapping("/pas-a-moi")
    ModelAndView notMine(@ModelAttribute(name = "press", binding = false) Press press) {
        return act(press, "not-mine", declarations::notMine);
    }

    @PostMapping("/a-moi")
    ModelAndView mine(@ModelAttribute(name = "press", binding = false) Press press) {
        return act(press, "mine", declarations::mineAfterAll);
    }

    /** Takes one declared by hand off the list: there is no card left to answer with. */
    @PostMapping("/retirer")
    ModelAndView withdraw(@ModelAttribute(name = "press", binding = false) Press press) {
        return switch (declarations.withdraw(press.subject(), press.box())) {
            case Outcome.Done<BoxId> _ -> {
                press.flash().addFlashAttribute("done", told.of("mailbox.page.done.withdrawn"));
                yield new ModelAndView("redirect:/mes-boites");
            }
            case Outcome.Refused<BoxId>(var why) -> throw Here.ending(why);
        };
    }

    private ModelAndView act(Press press, String name, BiFunction<Subject, BoxId, Outcome<?>> what) {
        var subject = press.subject();
        var id = press.box();
        return switch (what.apply(subject, id)) {
            case Outcome.Done<?> _ when press.inPlace() -> card(subject, id).addObject("did", name);
            case Outcome.Done<?> _ -> {
                press.flash().addFlashAttribute("did", name);
                yield new ModelAndView("redirect:/mes-boites/" + id);
            }
            case Outcome.Refused<?>(var why) when Here.ends(why) -> throw Here.ending(why);
            case Outcome.Refused<?>(var why) -> {
                var answer = press.inPlace() ? card(subject, id) : page(subject, id);
                answer.setStatus(HttpStatus.CONFLICT);
                yield answer.addObject("refused", why.words());
            }
        };
    }

    private ModelAndView card(Subject subject, BoxId id) {
        var view = Here.shown(census.of(subject));
        var box = Here.shown(census.box(subject, id));
        return new ModelAndView("mailbox/card :: card").addObject("card", Card.of(box, view, subject));
    }

    private ModelAndView page(Subject subject, BoxId id) {
        return pages.detail(subject, Here.shown(census.box(subject, id)));
    }
}
