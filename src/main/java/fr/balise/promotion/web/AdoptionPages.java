package fr.balise.promotion.web;

import fr.balise.identity.Rights;
import fr.balise.promotion.telling.Adoption;
import fr.balise.promotion.telling.Announcing;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** "Où arrive mon courrier": the share of the preferred mailbox by month, what was done for it, who still writes elsewhere. For the holder alone. */
@Controller
class AdoptionPages {
    private static final int SHOWN = 20;

    private final Rights rights;
    private final Adoption adoption;
    private final Announcing announcing;

    AdoptionPages(Rights rights, Adoption adoption, Announcing announcing) {
        this.rights = rights;
        this.adoption = adoption;
        this.announcing = announcing;
    }

    @GetMapping("/faire-connaitre/{place:tous|[0-9]{1,18}}/adoption")
    ModelAndView adoption(@PathVariable("place") String place) {
        var subject = rights.subject().orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
        var view = Answered.of(adoption.of(subject, place));
        var writers = Answered.of(announcing.of(subject, place, null));
        return new ModelAndView("promotion/adoption")
                .addObject("view", view)
                .addObject("place", place)
                .addObject("chart", AdoptionChart.of(view.months(), view.acts(), view.zone()))
                .addObject("writers", writers.people().stream().limit(SHOWN).toList())
                .addObject("more", Math.max(0, writers.people().size() - SHOWN))
                .addObject("unread", writers.unread());
    }
}
