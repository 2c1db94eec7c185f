package fr.balise.mailbox.web;

import fr.balise.mailbox.Finding;
import fr.balise.mailbox.Findings;
import fr.balise.mailbox.Outcome;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** "Pas concerné", and the way back. Both end on the home page, which says what came of it. */
@Controller
class FindingActs {
    private final Here here;
    private final Findings findings;
    private final Told told;

    FindingActs(Here here, Findings findings, Told told) {
        this.here = here;
        this.findings = findings;
        this.told = told;
    }

    @PostMapping("/points/{finding}/pas-concerne")
    String dismiss(
            @PathVariable("finding") String finding, @RequestParam("reason") String reason, RedirectAttributes flash) {
        return home(findings.dismiss(here.subject(), finding, reason.strip()), "mailbox.page.dismiss.done", flash);
    }

    @PostMapping("/points/{finding}/retablir")
    String restore(@PathVariable("finding") String finding, RedirectAttributes flash) {
        return home(findings.restore(here.subject(), finding), "mailbox.page.restore.done", flash);
    }

    private String home(Outcome<Finding> outcome, String done, RedirectAttributes flash) {
        switch (outcome) {
            case Outcome.Done<Finding> _ -> flash.addFlashAttribute("done", told.of(done));
            case Outcome.Refused<Finding>(var why) -> flash.addFlashAttribute("refused", why.words());
        }
        return "redirect:/";
    }
}
