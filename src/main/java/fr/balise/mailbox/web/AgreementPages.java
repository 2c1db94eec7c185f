package fr.balise.mailbox.web;

import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.lifecycle.Agreements;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.Transfer.Use;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Written agreements of structures, for staff: note one, see all, withdraw one. */
@Controller
@RequestMapping("/operateur/accords")
class AgreementPages {
    private final Here here;
    private final Agreements agreements;
    private final Lifecycle lifecycle;
    private final Told told;

    AgreementPages(Here here, Agreements agreements, Lifecycle lifecycle, Told told) {
        this.here = here;
        this.agreements = agreements;
        this.lifecycle = lifecycle;
        this.told = told;
    }

    @GetMapping
    ModelAndView all() {
        return page(Map.of());
    }

    private ModelAndView page(Map<String, String> typed) {
        return new ModelAndView("mailbox/agreements")
                .addObject("agreements", Here.shown(agreements.all(here.actor())))
                .addObject("uses", Use.values())
                .addObject("form", typed);
    }

    @PostMapping
    ModelAndView note(@RequestParam Map<String, String> typed, RedirectAttributes flash) {
        Here.shown(agreements.all(here.actor())); // nobody else learns which addresses are held here
        var mailbox = mailbox(typed.getOrDefault("address", ""));
        var use = Arrays.stream(Use.values())
                .filter(one -> one.name().equals(typed.get("use")))
                .findFirst();
        var day = day(typed.getOrDefault("on", ""));
        if (mailbox.isEmpty()) return wrong(typed, "mailbox.agreement.wrong.address");
        if (use.isEmpty() || day.isEmpty()) return wrong(typed, "mailbox.agreement.wrong");
        var paper = new Agreements.Paper(typed.getOrDefault("by", ""), day.get(), typed.getOrDefault("reference", ""));
        return noted(mailbox.get(), use.get(), paper, typed, flash);
    }

    private ModelAndView noted(
            Hosted mailbox, Use use, Agreements.Paper paper, Map<String, String> typed, RedirectAttributes flash) {
        return switch (agreements.agree(here.actor(), mailbox.id(), use, paper)) {
            case Outcome.Done<Boolean>(var isNew) -> {
                if (!isNew) yield wrong(typed, "mailbox.agreement.wrong.stands");
                flash.addFlashAttribute("done", told.of("mailbox.agreement.noted"));
                yield new ModelAndView("redirect:/operateur/accords");
            }
            case Outcome.Refused<Boolean>(var why) when Here.ends(why) -> throw Here.ending(why);
            case Outcome.Refused<Boolean> _ -> wrong(typed, "mailbox.agreement.wrong");
        };
    }

    private ModelAndView wrong(Map<String, String> typed, String why) {
        var page = page(typed).addObject("wrong", why);
        page.setStatus(HttpStatus.CONFLICT);
        return page;
    }

    private Optional<Hosted> mailbox(String text) {
        return MailAddress.read(text.strip()).flatMap(lifecycle::find);
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    @PostMapping("/{id:[0-9]{1,18}}/retirer")
    ModelAndView revoke(@PathVariable("id") long id, RedirectAttributes flash) {
        Here.shown(agreements.revoke(here.actor(), id));
        flash.addFlashAttribute("done", told.of("mailbox.agreement.revoked"));
        return new ModelAndView("redirect:/operateur/accords");
    }
}
