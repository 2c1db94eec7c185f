package fr.balise.promotion.web;

import fr.balise.identity.Rights;
import fr.balise.identity.Subject;
import fr.balise.mailbox.Wording;
import fr.balise.mailbox.Words;
import fr.balise.promotion.ServiceSignposts;
import fr.balise.promotion.kit.Kit;
import fr.balise.promotion.kit.ServiceKits;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What makes the preferred service mailbox of a structure known [L-P4] [L-P5] [L-P7]: for whoever manages it alone. */
@Controller
@RequestMapping("/services/kit/{structure:[0-9]{1,18}}")
class ServiceKitPages {
    private final Rights rights;
    private final ServiceKits kits;
    private final ServiceSignposts signposts;
    private final Wording wording;

    ServiceKitPages(Rights rights, ServiceKits kits, ServiceSignposts signposts, Wording wording) {
        this.rights = rights;
        this.kits = kits;
        this.signposts = signposts;
        this.wording = wording;
    }

    @GetMapping
    ModelAndView page(
            @PathVariable("structure") long structure,
            @RequestParam(name = "langue", defaultValue = "") String tongue) {
        var language = KitReply.language(tongue);
        var gathered = Answered.of(kits.of(self(), structure, language));
        return new ModelAndView("promotion/service-kit")
                .addObject("gathered", gathered)
                .addObject("tongue", language.getLanguage())
                .addObject("tongues", KitReply.TONGUES)
                .addObject("texts", KitPages.Texts.of(gathered.kit()));
    }

    @GetMapping("/{file:[a-z0-9.-]{1,40}}")
    ResponseEntity<byte[]> file(
            @PathVariable("structure") long structure,
            @PathVariable("file") String file,
            @RequestParam(name = "langue", defaultValue = "") String tongue) {
        return KitReply.file(kit(structure, tongue), file);
    }

    @GetMapping("/apercus/{file:[a-z0-9.-]{1,40}}")
    ResponseEntity<byte[]> preview(
            @PathVariable("structure") long structure,
            @PathVariable("file") String file,
            @RequestParam(name = "langue", defaultValue = "") String tongue) {
        return KitReply.preview(kit(structure, tongue), file);
    }

    @PostMapping("/lien")
    ModelAndView link(
            @PathVariable("structure") long structure,
            @RequestParam(name = "open", defaultValue = "false") boolean open,
            RedirectAttributes flash) {
        boolean now = Answered.of(signposts.turn(self(), structure, open));
        flash.addFlashAttribute(
                "done", wording.of(Words.of(now ? "promotion.service.kit.link-on" : "promotion.kit.link.is-off")));
        return new ModelAndView("redirect:/services/kit/" + structure + "#lien");
    }

    private Kit kit(long structure, String tongue) {
        return Answered.of(kits.of(self(), structure, KitReply.language(tongue)))
                .kit();
    }

    private Subject self() {
        return rights.subjects().stream()
                .filter(Subject::isSelf)
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
