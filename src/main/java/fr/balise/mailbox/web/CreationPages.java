package fr.balise.mailbox.web;

import fr.balise.directory.Directory;
import fr.balise.directory.DirectoryLookup;
import fr.balise.directory.Person;
import fr.balise.directory.Situation;
import fr.balise.directory.Structure;
import fr.balise.identity.Actor;
import fr.balise.kernel.MailboxType;
import fr.balise.mailbox.MailboxSettings;
import fr.balise.mailbox.Place;
import fr.balise.mailbox.Words;
import fr.balise.mailbox.console.Creating;
import fr.balise.mailbox.console.Creation;
import fr.balise.mailbox.console.Opener;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.Owner;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Opening a mailbox, for staff: whose, chosen in the directory, then which. */
@Controller
@RequestMapping("/operateur/boites/nouvelle")
class CreationPages {
    private static final int SHOWN = 15;

    private final Here here;
    private final Directory directory;
    private final DirectoryLookup lookup;
    private final Creating creating;
    private final Lifecycle lifecycle;
    private final MailboxSettings settings;
    private final Told told;

    CreationPages(
            Here here,
            Directory directory,
            DirectoryLookup lookup,
            Creating creating,
            Lifecycle lifecycle,
            MailboxSettings settings,
            Told told) {
        this.here = here;
        this.directory = directory;
        this.lookup = lookup;
        this.creating = creating;
        this.lifecycle = lifecycle;
        this.settings = settings;
        this.told = told;
    }

    /** Somebody to choose: what tells namesakes apart is the number, the work and the places. */
    record Someone(Person person, List<Place> places, List<Structure> structures, List<Hosted> hosted) {}

    /** Who was chosen. @param holder the national id, for {@link fr.balise.mailbox.console.Wish} */
    private record Chosen(
            String holder,
            @Nullable Someone person,
            @Nullable Structure structure,
            List<Hosted> hosted) {
        String name() {
            return person != null ? person.person().fullName() : structure == null ? "" : structure.shownName();
        }
    }

    /** Words of the public directory may stand in a URL. */
    @GetMapping
    ModelAndView choose(
            @RequestParam(name = "q", defaultValue = "") String typed,
            @RequestParam(required = false) @Nullable Long personne,
            @RequestParam(required = false) @Nullable Long structure) {
        staff();
        if (personne != null || structure != null) return form(CreationForm.of(personne, structure));
        var page = new ModelAndView("mailbox/hosted-whose").addObject("q", typed);
        if (typed.isBlank()) return page.addObject("state", "empty");
        return switch (lookup.find(typed, SHOWN)) {
            case DirectoryLookup.Answer.BeingPrepared(int percent) ->
                status(page, HttpStatus.SERVICE_UNAVAILABLE)
                        .addObject("state", "preparing")
                        .addObject("percent", percent);
            case DirectoryLookup.Answer.Found found ->
                page.addObject("state", found.nothing() ? "none" : found.more() ? "more" : "some")
                        .addObject(
                                "people",
                                found.people().stream()
                                        .flatMap(id -> directory.person(id).stream())
                                        .map(this::someone)
                                        .toList())
                        .addObject(
                                "structures",
                                found.structures().stream()
                                        .flatMap(id -> directory.structure(id).stream())
                                        .toList());
        };
    }

    private Someone someone(Person person) {
        var present = directory.situations(person.id()).stream()
                .filter(situation -> situation.presence().present())
                .toList();
        return new Someone(
                person,
                present.stream().map(Place::of).toList(),
                present.stream()
                        .map(Situation::structure)
                        .filter(java.util.Objects::nonNull)
                        .distinct()
                        .toList(),
                lifecycle.of(new Owner.OfPerson(person.nationalId())));
    }

    private ModelAndView form(CreationForm form) {
        var chosen = chosen(form);
        var domain = form.domain() == null && !settings.ownDomains().isEmpty()
                ? settings.ownDomains().getFirst()
                : String.valueOf(form.domain());
        var proposal = creating.proposal(form.wish(chosen.holder(), type(form)), domain);
        return new ModelAndView("mailbox/hosted-new")
                .addObject("form", form)
                .addObject("someone", chosen.person())
                .addObject("structure", chosen.structure())
                .addObject("name", chosen.name())
                .addObject("hosted", chosen.hosted())
                .addObject("domains", settings.ownDomains())
                .addObject(
                        "proposal", proposal.map(address -> address.localPart()).orElse(""));
    }

    private Chosen chosen(CreationForm form) {
        if (form.person() instanceof Long id) {
            var someone = directory.person(id).map(this::someone).orElseThrow(CreationPages::nobody);
            return new Chosen(someone.person().nationalId().value(), someone, null, someone.hosted());
        }
        if (form.structure() instanceof Long id) {
            var structure = directory.structure(id).orElseThrow(CreationPages::nobody);
            return new Chosen(
                    structure.nationalId(),
                    null,
                    structure,
                    lifecycle.of(new Owner.OfStructure(structure.nationalId())));
        }
        throw nobody();
    }

    private static ResponseStatusException nobody() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }

    @PostMapping
    ModelAndView open(@ModelAttribute("form") CreationForm form, BindingResult unreadable, RedirectAttributes flash) {
        var actor = staff();
        if (unreadable.hasErrors()) throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        var chosen = chosen(form);
        return switch (creating.open(form.wish(chosen.holder(), type(form)), new Opener.Staff(actor))) {
            case Creation.Created(var mailbox) -> done(mailbox, "console.did.opened", chosen, flash);
            case Creation.There(var mailbox) -> done(mailbox, "console.did.there", chosen, flash);
            case Creation.Refused(var why) -> refused(form, why.words());
            case Creation.Possible _ -> throw new IllegalStateException("opened, not looked at");
        };
    }

    private ModelAndView done(Hosted mailbox, String key, Chosen chosen, RedirectAttributes flash) {
        flash.addFlashAttribute("done", told.of(key, chosen.name()));
        return new ModelAndView("redirect:/operateur/boites/" + mailbox.id());
    }

    private static ModelAndView status(ModelAndView page, HttpStatus status) {
        page.setStatus(status);
        return page;
    }

    private ModelAndView refused(CreationForm form, Words why) {
        return status(form(form).addObject("refused", why), HttpStatus.CONFLICT);
    }

    private static MailboxType type(CreationForm form) {
        return form.person() == null ? MailboxType.ORG : MailboxType.PER;
    }

    /** The chain asked already; a page that is reached by another way asks again. */
    private Actor staff() {
        var actor = here.actor();
        if (!actor.is(Actor.Role.OPERATOR)) throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        return actor;
    }
}
