package fr.balise.directory.web;

import fr.balise.directory.FailedPublications;
import fr.balise.directory.Publication;
import fr.balise.identity.Actor;
import fr.balise.identity.Rights;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * For the operator's staff: what the national directory did not take, why and what can be done, and what its newest file has otherwise than
 * Balise states.
 */
@Controller
class PublicationPages {
    private static final int SHOWN = 50;
    private static final String PAGE = "redirect:/operateur/publications";

    private final FailedPublications failed;
    private final Publication publication;
    private final Rights rights;
    private final MessageSource messages;

    PublicationPages(FailedPublications failed, Publication publication, Rights rights, MessageSource messages) {
        this.failed = failed;
        this.publication = publication;
        this.rights = rights;
        this.messages = messages;
    }

    /** @param after statement behind which the list of differences goes on */
    @GetMapping("/operateur/publications")
    ModelAndView all(
            @RequestParam(name = "apres-echec", defaultValue = "0") long afterFailed,
            @RequestParam(name = "apres", defaultValue = "0") long after) {
        staff();
        var refused = failed.after(afterFailed, SHOWN);
        var drifts = publication.drifts(after, SHOWN);
        return new ModelAndView("directory/publications")
                .addObject("failed", refused.stream().map(StatedRow::of).toList())
                .addObject("number", failed.count())
                .addObject("drifts", drifts.stream().map(StatedRow::of).toList())
                .addObject(
                        "moreFailed",
                        refused.size() < SHOWN ? null : refused.getLast().statement())
                .addObject(
                        "more", drifts.size() < SHOWN ? null : drifts.getLast().statement());
    }

    @PostMapping("/operateur/publications/{statement:[0-9]{1,18}}/reessayer")
    String again(@PathVariable("statement") long statement, RedirectAttributes flash, Locale locale) {
        var put = failed.again(statement, staff().auditName());
        flash.addFlashAttribute(
                put ? "done" : "refused",
                messages.getMessage(
                        put ? "directory.publications.again.done" : "directory.publications.again.gone", null, locale));
        return PAGE;
    }

    @PostMapping("/operateur/publications/reessayer")
    String allAgain(RedirectAttributes flash, Locale locale) {
        var put = failed.allAgain(staff().auditName());
        flash.addFlashAttribute(
                "done", messages.getMessage("directory.publications.all.done", new Object[] {put}, locale));
        return PAGE;
    }

    private Actor staff() {
        return rights.actor()
                .filter(actor -> actor.is(Actor.Role.OPERATOR))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
    }
}
