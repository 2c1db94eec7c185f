package fr.balise.mailbox.web;

import fr.balise.mailbox.OperatorSheet;
import fr.balise.mailbox.OperatorSheets;
import fr.balise.mailbox.Outcome;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The operators' sheets, for staff: whom to ask, how, and when somebody last checked it. */
@Controller
class SheetPages {
    private final Here here;
    private final OperatorSheets sheets;
    private final Told told;

    SheetPages(Here here, OperatorSheets sheets, Told told) {
        this.here = here;
        this.sheets = sheets;
        this.told = told;
    }

    @GetMapping("/operateur/fiches")
    ModelAndView all() {
        return new ModelAndView("mailbox/sheets").addObject("sheets", Here.shown(sheets.all(here.actor())));
    }

    @GetMapping("/operateur/fiches/nouvelle")
    ModelAndView fresh() {
        Here.shown(sheets.all(here.actor()));
        return form(SheetForm.empty());
    }

    @GetMapping("/operateur/fiches/{id:[0-9]{1,18}}")
    ModelAndView one(@PathVariable("id") long id) {
        return form(SheetForm.of(sheet(id)));
    }

    @PostMapping("/operateur/fiches")
    ModelAndView save(@ModelAttribute("form") SheetForm form, BindingResult unreadable, RedirectAttributes flash) {
        if (unreadable.hasErrors() || !form.complete())
            return status(form(form)).addObject("wrong", told.of("mailbox.page.sheet.wrong"));
        return switch (sheets.save(here.actor(), form.sheet())) {
            case Outcome.Done<OperatorSheet>(var kept) -> {
                flash.addFlashAttribute("done", told.of("mailbox.page.sheet.saved", kept.name()));
                yield new ModelAndView("redirect:/operateur/fiches");
            }
            case Outcome.Refused<OperatorSheet>(var why) when Here.ends(why) -> throw Here.ending(why);
            case Outcome.Refused<OperatorSheet> _ ->
                status(form(form)).addObject("wrong", told.of("mailbox.page.sheet.wrong"));
        };
    }

    private OperatorSheet sheet(long id) {
        return Here.shown(sheets.all(here.actor())).stream()
                .filter(sheet -> sheet.id() == id)
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static ModelAndView form(SheetForm form) {
        return new ModelAndView("mailbox/sheet").addObject("form", form);
    }

    private static ModelAndView status(ModelAndView page) {
        page.setStatus(HttpStatus.CONFLICT);
        return page;
    }
}
