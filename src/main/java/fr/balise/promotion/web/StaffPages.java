package fr.balise.promotion.web;

import fr.balise.identity.Actor;
import fr.balise.identity.Rights;
import fr.balise.identity.Subject;
import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.Wording;
import fr.balise.mailbox.Words;
import fr.balise.promotion.Choosing.Chosen;
import fr.balise.promotion.DocumentKind;
import fr.balise.promotion.PromotionSettings;
import fr.balise.promotion.ServiceChoices;
import fr.balise.promotion.StaffChoices;
import fr.balise.promotion.StaffChoices.Letter;
import fr.balise.promotion.StaffChoices.Of;
import fr.balise.promotion.StaffMember;
import fr.balise.promotion.telling.GroupAdoption;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Who of the staff of one's structures has chosen, and a reminder to those who have not. For managers alone. */
@Controller
@RequestMapping("/services/choix")
class StaffPages {
    /** Of one structure on the page; the counts are of all. */
    private static final int SHOWN = 100;

    private final Rights rights;
    private final StaffChoices choices;
    private final ServiceChoices services;
    private final GroupAdoption adoption;
    private final PromotionSettings settings;
    private final Wording wording;

    StaffPages(
            Rights rights,
            StaffChoices choices,
            ServiceChoices services,
            GroupAdoption adoption,
            PromotionSettings settings,
            Wording wording) {
        this.rights = rights;
        this.choices = choices;
        this.services = services;
        this.adoption = adoption;
        this.settings = settings;
        this.wording = wording;
    }

    /** @param letter as it would be sent; {@code adoption}: of all of them together, or of nobody */
    record Row(Of of, ServiceChoices.Of services, Letter letter, GroupAdoption.View adoption, AdoptionChart chart) {
        public List<StaffMember> shown() {
            return of.members().stream().limit(SHOWN).toList();
        }

        public long hidden() {
            return Math.max(0, of.members().size() - (long) SHOWN);
        }
    }

    @GetMapping
    ModelAndView all() {
        var actor = actor();
        if (rights.managedStructures().isEmpty()) throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        var checked = Answered.of(services.of(self()));
        return new ModelAndView("promotion/staff")
                .addObject("documents", DocumentKind.values())
                .addObject(
                        "rows",
                        choices.of(rights.managedStructures()).stream()
                                .flatMap(of -> Stream.ofNullable(
                                                checked.get(of.structure().nationalId()))
                                        .map(services -> row(of, services, actor)))
                                .toList())
                .addObject("reaches", choices.reachesPeople())
                .addObject("days", settings.remindEvery().toDays());
    }

    private Row row(Of of, ServiceChoices.Of checked, Actor actor) {
        var together = adoption.of(of);
        return new Row(
                of,
                checked,
                choices.letter(of.structure(), actor.name()),
                together,
                AdoptionChart.of(together.months(), List.of(), ZoneOffset.UTC));
    }

    @PostMapping("/rappel")
    ModelAndView remind(@RequestParam("structure") String structure, RedirectAttributes flash) {
        int sent = Answered.of(choices.remind(actor(), rights.managedStructures(), structure));
        flash.addFlashAttribute("done", wording.of(Words.of("promotion.staff.sent", sent)));
        return new ModelAndView("redirect:/services/choix");
    }

    /** Which service mailbox the structure prefers. @param address empty takes the choice back; {@code document}: empty for all but exceptions */
    @PostMapping("/boite")
    ModelAndView prefer(
            @RequestParam("structure") String structure,
            @RequestParam(name = "document", defaultValue = "") String document,
            @RequestParam(name = "address", defaultValue = "") String address,
            RedirectAttributes flash) {
        var kind = DocumentKind.read(document);
        var wanted = MailAddress.read(address);
        if (!document.isEmpty() && kind.isEmpty() || !address.isEmpty() && wanted.isEmpty())
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        return switch (Answered.of(services.choose(self(), structure, kind.orElse(null), wanted.orElse(null)))) {
            case Chosen.NotPossible _ -> {
                var again = all().addObject("refused", wording.of(Words.of("promotion.refused")));
                again.setStatus(HttpStatus.CONFLICT);
                yield again;
            }
            case Chosen _ -> {
                flash.addFlashAttribute(
                        "done",
                        wording.of(Words.of(
                                wanted.isEmpty() ? "promotion.service.taken-back" : "promotion.service.done")));
                yield new ModelAndView("redirect:/services/choix");
            }
        };
    }

    /** Whoever is logged in, whomever he or she acts for: a structure is managed in one's own name. */
    private Subject self() {
        return rights.subjects().stream()
                .filter(Subject::isSelf)
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
    }

    private Actor actor() {
        return rights.actor().orElseThrow(() -> new ResponseStatusException(HttpStatus.UNAUTHORIZED));
    }
}
