package fr.balise.mailbox.web;

import fr.balise.mailbox.lifecycle.ErasureConflicts;
import fr.balise.mailbox.lifecycle.ErasureConflicts.Settled;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** For staff: erasures that a restore undid and that Balise could not do again by itself. */
@Controller
@RequestMapping("/operateur/effacements")
class ErasurePages {
    private final Here here;
    private final ErasureConflicts conflicts;
    private final Told told;

    ErasurePages(Here here, ErasureConflicts conflicts, Told told) {
        this.here = here;
        this.conflicts = conflicts;
        this.told = told;
    }

    @GetMapping
    ModelAndView show() {
        return new ModelAndView("mailbox/erasures").addObject("conflicts", Here.shown(conflicts.open(here.actor())));
    }

    /** @param erased number of the erased mailbox */
    @PostMapping("/regler")
    ModelAndView settle(
            @RequestParam long erased, @RequestParam(defaultValue = "") String reason, RedirectAttributes flash) {
        return switch (Here.shown(conflicts.settle(here.actor(), erased, reason))) {
            case DONE -> {
                flash.addFlashAttribute("done", told.of("console.unerased.settled"));
                yield new ModelAndView("redirect:/operateur/effacements");
            }
            case REASON_NEEDED -> refused(Settled.REASON_NEEDED);
            case NOT_OPEN -> refused(Settled.NOT_OPEN);
        };
    }

    private ModelAndView refused(Settled why) {
        var page = show().addObject(
                        "unsettled",
                        "console.unerased." + (why == Settled.REASON_NEEDED ? "reason.needed" : "not-open"));
        page.setStatus(HttpStatus.CONFLICT);
        return page;
    }
}
