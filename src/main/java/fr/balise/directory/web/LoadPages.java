package fr.balise.directory.web;

import fr.balise.directory.LoadReport.State;
import fr.balise.directory.Loads;
import fr.balise.identity.Actor;
import fr.balise.identity.Rights;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** For the operator's staff: the loads of the directory with their figures, and the decision about one that the guard holds. */
@Controller
class LoadPages {
    private static final int SHOWN = 60;
    private static final String PAGE = "redirect:/operateur/annuaire";

    private final Loads loads;
    private final Rights rights;
    private final MessageSource messages;

    LoadPages(Loads loads, Rights rights, MessageSource messages) {
        this.loads = loads;
        this.rights = rights;
        this.messages = messages;
    }

    @GetMapping("/operateur/annuaire")
    ModelAndView all() {
        staff();
        return new ModelAndView("directory/loads").addObject("loads", loads.latest(SHOWN));
    }

    @PostMapping("/operateur/annuaire/{id:[0-9]{1,18}}/accepter")
    String accept(@PathVariable("id") long id, RedirectAttributes flash, Locale locale) {
        var report = loads.accept(id, staff().auditName());
        if (report.applied()) tell(flash, "directory.loads.accepted", locale);
        else flash.addFlashAttribute("refused", report.reason());
        return PAGE;
    }

    @PostMapping("/operateur/annuaire/{id:[0-9]{1,18}}/renoncer")
    String decline(@PathVariable("id") long id, RedirectAttributes flash, Locale locale) {
        var actor = staff();
        boolean held = loads.latest(SHOWN).stream().anyMatch(load -> load.load() == id && load.state() == State.HELD);
        loads.decline(id, actor.auditName());
        if (held) tell(flash, "directory.loads.declined", locale);
        else flash.addFlashAttribute("refused", messages.getMessage("directory.load.accept-none", null, locale));
        return PAGE;
    }

    /** What the filter lets through is checked again: a decision about the directory must not hang on one line of configuration. */
    private Actor staff() {
        return rights.actor()
                .filter(actor -> actor.is(Actor.Role.OPERATOR))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
    }

    private void tell(RedirectAttributes flash, String key, Locale locale) {
        flash.addFlashAttribute("done", messages.getMessage(key, null, locale));
    }
}
