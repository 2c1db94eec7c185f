package fr.balise.promotion.web;

import fr.balise.identity.Rights;
import fr.balise.identity.Subject;
import fr.balise.identity.Subject.Right;
import fr.balise.mailbox.BoxId;
import fr.balise.mailbox.Place;
import fr.balise.mailbox.Wording;
import fr.balise.mailbox.Words;
import fr.balise.promotion.ChoiceRow;
import fr.balise.promotion.Choosing;
import fr.balise.promotion.Choosing.Chosen;
import fr.balise.promotion.DocumentKind;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** "Choisir mes boîtes privilégiées" [L-P1] [L-P3]: one preselected choice per place with its reason, and one button. */
@Controller
@RequestMapping("/privilegiees")
class ChoicePages {
    private static final String ROW = "place.";

    private final Rights rights;
    private final Choosing choosing;
    private final Wording wording;

    ChoicePages(Rights rights, Choosing choosing, Wording wording) {
        this.rights = rights;
        this.choosing = choosing;
        this.wording = wording;
    }

    @GetMapping
    ModelAndView all() {
        return page(subject());
    }

    @PostMapping
    ModelAndView choose(@RequestParam Map<String, String> form, RedirectAttributes flash) {
        var subject = subject();
        var picks = new HashMap<String, BoxId>();
        form.forEach((name, value) -> {
            if (name.startsWith(ROW)) picks.put(name.substring(ROW.length()), box(value));
        });
        return ended(subject, flash, Answered.of(choosing.choose(subject, picks)), "#vue");
    }

    @PostMapping("/exceptions")
    ModelAndView except(
            @RequestParam("place") String place,
            @RequestParam("document") String document,
            @RequestParam(name = "box", defaultValue = "") String box,
            RedirectAttributes flash) {
        var subject = subject();
        var kind = DocumentKind.read(document).orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST));
        var chosen = Answered.of(choosing.except(subject, place, kind, box.isEmpty() ? null : box(box)));
        return ended(subject, flash, chosen, "#place-" + place);
    }

    @PostMapping("/anciennes")
    ModelAndView leadOn(
            @RequestParam(name = "agreed", defaultValue = "false") boolean agreed, RedirectAttributes flash) {
        var now = Answered.of(choosing.leadOn(subject(), agreed));
        flash.addFlashAttribute("done", told(now ? "promotion.lead-on.yes" : "promotion.lead-on.no"));
        return new ModelAndView("redirect:/privilegiees#anciennes");
    }

    private ModelAndView ended(Subject subject, RedirectAttributes flash, Chosen chosen, String where) {
        switch (chosen) {
            case Chosen.Decided(int places) -> flash.addFlashAttribute("done", told("promotion.done", places));
            case Chosen.Prepared(int places) ->
                flash.addFlashAttribute("done", told("promotion.done.prepared", places));
            case Chosen.NotPossible _ -> {
                var again = page(subject).addObject("refused", told("promotion.refused"));
                again.setStatus(HttpStatus.CONFLICT);
                return again;
            }
        }
        return new ModelAndView("redirect:/privilegiees" + where);
    }

    private ModelAndView page(Subject subject) {
        var choices = Answered.of(choosing.of(subject));
        return new ModelAndView("promotion/choices")
                .addObject("choices", choices)
                .addObject("rows", choices.rows().stream().map(RowView::of).toList())
                .addObject("decides", subject.may(Right.DECIDE))
                .addObject("prepares", subject.may(Right.PREPARE))
                .addObject("prepared", choices.rows().stream().anyMatch(row -> row.prepared() != null))
                .addObject("elsewhere", choices.elsewhere())
                .addObject("known", choices.view().person() != null)
                .addObject(
                        "changed",
                        choices.rows().stream().map(ChoiceRow::decided).anyMatch(one -> one != null))
                .addObject("documents", DocumentKind.values());
    }

    private String told(String key, Object... values) {
        return wording.of(Words.of(key, values));
    }

    private Subject subject() {
        return rights.subject().orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
    }

    private static BoxId box(String text) {
        return BoxId.parse(text).orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST));
    }

    /**
     * A place as it is drawn.
     *
     * @param place null for all places
     */
    record RowView(@Nullable Place place, ChoiceRow row) {
        static RowView of(ChoiceRow row) {
            var situation = row.situation();
            return new RowView(situation == null ? null : Place.of(situation), row);
        }
    }
}
