package fr.balise.mailbox.web;

import fr.balise.mailbox.Box;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.lifecycle.Concern;
import fr.balise.mailbox.lifecycle.Evidence.Channel;
import fr.balise.mailbox.lifecycle.OwnMailboxes;
import fr.balise.mailbox.lifecycle.Unused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** "Je demande le maintien", and by which channel the holder wants to be told. For cards: {@code @keeping.of(box)}. */
@Controller("keeping")
@RequestMapping("/mes-boites/{box}")
class KeepActs {
    private final Here here;
    private final Unused unused;
    private final OwnMailboxes own;
    private final BoxPages pages;
    private final Told told;

    KeepActs(Here here, Unused unused, OwnMailboxes own, BoxPages pages, Told told) {
        this.here = here;
        this.unused = unused;
        this.own = own;
        this.pages = pages;
        this.told = told;
    }

    /** What the holder may answer now; null for nothing, and for mailboxes held elsewhere. */
    public @Nullable Concern of(Box box) {
        return box.hidden()
                ? null
                : own.behind(here.subject(), box).flatMap(unused::toAnswer).orElse(null);
    }

    @PostMapping("/maintien")
    ModelAndView keep(@PathVariable("box") String box, RedirectAttributes flash) {
        return after(box, unused.keep(here.subject(), Here.box(box)), "kept", flash);
    }

    @PostMapping("/avis")
    ModelAndView channel(
            @PathVariable("box") String box,
            @RequestParam(name = "canal", defaultValue = "MAILBOX") Channel channel,
            @RequestParam(name = "adresse", defaultValue = "") String address,
            RedirectAttributes flash) {
        return after(box, unused.choose(here.subject(), Here.box(box), channel, address), "channel", flash);
    }

    private ModelAndView after(String box, Outcome<?> outcome, String what, RedirectAttributes flash) {
        return switch (outcome) {
            case Outcome.Done<?> _ -> {
                flash.addFlashAttribute("done", told.of("mailbox.unused.done." + what));
                yield new ModelAndView("redirect:/mes-boites/" + Here.box(box));
            }
            case Outcome.Refused<?>(var why) when Here.ends(why) -> throw Here.ending(why);
            case Outcome.Refused<?>(var why) -> {
                var page = pages.one(box).addObject("refused", why.words());
                page.setStatus(org.springframework.http.HttpStatus.CONFLICT);
                yield page;
            }
        };
    }
}
