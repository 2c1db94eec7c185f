package fr.balise.mailbox.web;

import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Refusal;
import fr.balise.mailbox.lifecycle.Concern;
import fr.balise.mailbox.lifecycle.Evidence.Channel;
import fr.balise.mailbox.lifecycle.Evidence.Way;
import fr.balise.mailbox.lifecycle.InactivityPolicy;
import fr.balise.mailbox.lifecycle.MailboxId;
import fr.balise.mailbox.lifecycle.Unused;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Mailboxes that nobody uses, for staff: who would be concerned and why, whom they told, who asked for the mailbox to stay [L-I7]. */
@Controller
@RequestMapping("/operateur/inactivite")
class InactivityPages {
    private final Here here;
    private final Unused unused;
    private final InactivityPolicy policy;
    private final Told told;

    InactivityPages(Here here, Unused unused, InactivityPolicy policy, Told told) {
        this.here = here;
        this.unused = unused;
        this.policy = policy;
        this.told = told;
    }

    /** The dry run: a look changes nothing. */
    @GetMapping
    ModelAndView look(@RequestParam(name = "apres", defaultValue = "0") String after) {
        return page(after.matches("[0-9]{1,18}") ? Long.parseLong(after) : 0);
    }

    private ModelAndView page(long after) {
        return new ModelAndView("mailbox/unused")
                .addObject("page", Here.shown(unused.dryRun(here.actor(), after)))
                .addObject("policy", policy);
    }

    /** @param told by telephone or letter, when staff told the holder themselves; empty for the channel that the holder chose */
    @PostMapping("/{id:[0-9]{1,18}}/prevenir")
    ModelAndView tell(
            @PathVariable("id") long id,
            @RequestParam(name = "canal", defaultValue = "") String channel,
            RedirectAttributes flash) {
        return after(unused.notify(here.actor(), new MailboxId(id), themselves(channel)), "told", flash);
    }

    private static @Nullable Channel themselves(String word) {
        return switch (word) {
            case "TELEPHONE" -> Channel.TELEPHONE;
            case "LETTER" -> Channel.LETTER;
            default -> null;
        };
    }

    @PostMapping("/{id:[0-9]{1,18}}/maintien")
    ModelAndView opposed(
            @PathVariable("id") long id,
            @RequestParam(name = "voie", defaultValue = "") String way,
            RedirectAttributes flash) {
        var said = way.equals("LETTER") ? Way.LETTER : Way.TELEPHONE;
        return after(unused.opposed(here.actor(), new MailboxId(id), said), "opposed", flash);
    }

    @PostMapping("/{id:[0-9]{1,18}}/proposer")
    ModelAndView propose(@PathVariable("id") long id, RedirectAttributes flash) {
        return after(unused.propose(here.actor(), new MailboxId(id)), "proposed", flash);
    }

    private ModelAndView after(Outcome<Concern> outcome, String what, RedirectAttributes flash) {
        return switch (outcome) {
            case Outcome.Done<Concern> _ -> {
                flash.addFlashAttribute("done", told.of("mailbox.unused.done." + what));
                yield new ModelAndView("redirect:/operateur/inactivite");
            }
            case Outcome.Refused<Concern>(Refusal why) when Here.ends(why) -> throw Here.ending(why);
            case Outcome.Refused<Concern>(var why) -> {
                var page = page(0).addObject("refused", why.words());
                page.setStatus(HttpStatus.CONFLICT);
                yield page;
            }
        };
    }
}
