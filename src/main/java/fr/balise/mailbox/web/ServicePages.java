package fr.balise.mailbox.web;

import fr.balise.identity.Rights;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Refusal;
import fr.balise.mailbox.sharing.Responsibles;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The service mailboxes of the structures that somebody manages, and who answers for each. Templates ask it as {@code @servicePages}. */
@Controller("servicePages")
@RequestMapping("/services")
public class ServicePages {
    private final Here here;
    private final Rights rights;
    private final Responsibles responsibles;
    private final Told told;

    ServicePages(Here here, Rights rights, Responsibles responsibles, Told told) {
        this.here = here;
        this.rights = rights;
        this.responsibles = responsibles;
        this.told = told;
    }

    /** How many of them have nobody who answers for them. */
    public long missing() {
        return responsibles.missing(rights.managedStructures());
    }

    @GetMapping
    ModelAndView all() {
        here.actor();
        if (rights.managedStructures().isEmpty()) throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        return new ModelAndView("mailbox/services").addObject("all", responsibles.of(rights.managedStructures()));
    }

    @PostMapping("/responsable")
    ModelAndView name(
            @RequestParam String structure,
            @RequestParam String address,
            @RequestParam(defaultValue = "") String name,
            RedirectAttributes flash) {
        return switch (responsibles.name(here.actor(), rights.managedStructures(), structure, address, name)) {
            case Outcome.Done<String>(var said) -> {
                flash.addFlashAttribute(
                        "done",
                        said.isEmpty() ? told.of("console.services.cleared") : told.of("console.services.named", said));
                yield new ModelAndView("redirect:/services");
            }
            case Outcome.Refused<String>(Refusal.ReasonNeeded _) -> {
                var page = all().addObject("refused", told.of("console.services.bad-name"));
                page.setStatus(HttpStatus.CONFLICT);
                yield page;
            }
            case Outcome.Refused<String>(var why) -> throw Here.ending(why);
        };
    }
}
