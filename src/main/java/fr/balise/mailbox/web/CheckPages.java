package fr.balise.mailbox.web;

import fr.balise.mailbox.CheckState;
import fr.balise.mailbox.Checks;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Refusal;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/** Behind the link of a check. Opening it changes nothing, since link scanners open links; the button confirms. */
@Controller
class CheckPages {
    private final Here here;
    private final Checks checks;

    CheckPages(Here here, Checks checks) {
        this.here = here;
        this.checks = checks;
    }

    @GetMapping("/verification/{token}")
    ModelAndView open(@PathVariable("token") String token) {
        return page(token, checks.open(here.subject(), token));
    }

    @PostMapping("/verification/{token}")
    ModelAndView confirm(@PathVariable("token") String token) {
        var outcome = checks.confirm(here.subject(), token);
        return outcome.isDone() ? new ModelAndView("redirect:/verification/" + token) : page(token, outcome);
    }

    private static ModelAndView page(String token, Outcome<Checks.Asked> outcome) {
        var page = new ModelAndView("mailbox/check").addObject("token", token);
        return switch (outcome) {
            case Outcome.Done<Checks.Asked>(var asked) ->
                page.addObject("asked", asked)
                        .addObject("waiting", asked.state() instanceof CheckState.Waiting)
                        .addObject("answered", asked.state() instanceof CheckState.Answered);
            case Outcome.Refused<Checks.Asked>(Refusal.NotFound why) -> throw Here.ending(why);
            case Outcome.Refused<Checks.Asked>(var why) -> {
                // Whoever may not is told so on this page, which says whom the check is for.
                page.setStatus(
                        why instanceof Refusal.NotTheRequester || why instanceof Refusal.NotAllowed
                                ? HttpStatus.FORBIDDEN
                                : HttpStatus.CONFLICT);
                yield page.addObject("refused", why.words());
            }
        };
    }
}
