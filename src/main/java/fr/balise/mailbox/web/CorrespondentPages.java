package fr.balise.mailbox.web;

import fr.balise.mailbox.closing.Notices;
import fr.balise.mailbox.web.Closing.Mailbox;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Who still writes to a depublished mailbox, for its holder alone, and one message to tell them the new address [L-I5]. */
@Controller
@RequestMapping("/mes-boites/{box}/correspondants")
class CorrespondentPages {
    private final Closing closing;
    private final Notices notices;
    private final Told told;

    CorrespondentPages(Closing closing, Notices notices, Told told) {
        this.closing = closing;
        this.notices = notices;
        this.told = told;
    }

    @GetMapping
    ModelAndView who(@PathVariable("box") String box) {
        return page(closing.toDecide(box));
    }

    private ModelAndView page(Mailbox mailbox) {
        var way = notices.way(mailbox.hosted());
        var page = new ModelAndView("mailbox/correspondents")
                .addObject("mailbox", mailbox)
                .addObject("seen", notices.seen(mailbox.hosted()).orElse(null))
                .addObject("way", way);
        var reply = mailbox.life().reply();
        if (way == Notices.Way.OPEN && reply != null)
            page.addObject("from", reply.newAddress())
                    .addObject("heading", notices.subject()) // "subject" is the person, for the layout
                    .addObject("body", notices.body(mailbox.hosted(), reply));
        return page;
    }

    @PostMapping
    ModelAndView tell(
            @PathVariable("box") String box,
            @RequestParam(name = "who", defaultValue = "") List<String> who,
            RedirectAttributes flash) {
        var mailbox = closing.toDecide(box);
        var way = notices.way(mailbox.hosted());
        if (way != Notices.Way.OPEN || who.isEmpty()) {
            var page = page(mailbox).addObject("wrong", way == Notices.Way.OPEN ? "nobody" : "way");
            page.setStatus(HttpStatus.CONFLICT);
            return page;
        }
        var count = notices.send(mailbox.subject(), mailbox.hosted(), Set.copyOf(who));
        flash.addFlashAttribute("done", told.of("mailbox.notice.done", count));
        return new ModelAndView("redirect:/mes-boites/" + mailbox.id() + "/correspondants");
    }
}
