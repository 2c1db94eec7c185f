package fr.balise.mailbox.web;

import fr.balise.kernel.Named;
import fr.balise.mailbox.console.Bulk;
import fr.balise.mailbox.console.Bulk.Doing;
import fr.balise.mailbox.console.HostedConsole;
import fr.balise.mailbox.lifecycle.MailboxId;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/**
 * Death, incapacity, departure of a holder, for staff: who may ask, on which proof, what is done to all mailboxes of that holder. It is prepared
 * here as a lot; a second person starts what takes effect against the holder (docs/console.md).
 */
@Controller
@RequestMapping("/operateur/boites/{id:[0-9]{1,18}}/titulaire")
class HolderPages {
    private final Here here;
    private final HostedConsole console;
    private final Bulk bulk;
    private final Told told;

    HolderPages(Here here, HostedConsole console, Bulk bulk, Told told) {
        this.here = here;
        this.console = console;
        this.bulk = bulk;
        this.told = told;
    }

    @GetMapping
    ModelAndView ask(@PathVariable("id") long id) {
        var actor = here.actor();
        return new ModelAndView("mailbox/holder")
                .addObject("one", Here.shown(console.detail(actor, new MailboxId(id))))
                .addObject("all", Here.shown(console.ofHolder(actor, new MailboxId(id))))
                .addObject("events", Bulk.OF_HOLDER);
    }

    @PostMapping
    ModelAndView prepare(
            @PathVariable("id") long id,
            @RequestParam(defaultValue = "") String event,
            @RequestParam(defaultValue = "") String reason) {
        var actor = here.actor();
        var kind = Bulk.OF_HOLDER.stream()
                .filter(one -> one.word().equals(event))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST));
        return switch (Here.shown(bulk.prepareHolder(actor, kind, new MailboxId(id), reason))) {
            case Doing.Done(var run) -> new ModelAndView("redirect:/operateur/lots/" + run);
            case Doing.Refused(var why) -> {
                var page = ask(id).addObject("refused", told.of("console.run.why." + Named.word(why)))
                        .addObject("chosen", event);
                page.setStatus(HttpStatus.CONFLICT);
                yield page;
            }
        };
    }
}
