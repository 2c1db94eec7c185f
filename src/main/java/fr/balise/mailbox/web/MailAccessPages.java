package fr.balise.mailbox.web;

import fr.balise.identity.Rights;
import fr.balise.kernel.Named;
import fr.balise.mailbox.BoxId;
import fr.balise.mailbox.MailboxSettings;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.console.Proposals;
import fr.balise.mailbox.lifecycle.By;
import fr.balise.mailbox.lifecycle.MailboxId;
import fr.balise.mailbox.lifecycle.Owner;
import fr.balise.mailbox.sharing.Keyring;
import fr.balise.mailbox.sharing.Keyring.Making;
import fr.balise.mailbox.sharing.MailClientSettings;
import fr.balise.mailbox.sharing.Share.May;
import fr.balise.mailbox.sharing.Sharing;
import fr.balise.mailbox.sharing.Sharing.Given;
import fr.balise.mailbox.sharing.Sharing.Taken;
import fr.balise.mailbox.sharing.Sharing.Wish;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The mailboxes that somebody may open, with that person's passwords of mail programs, and who else may. Always for oneself: nobody makes the passwords of another. */
@Controller
@RequestMapping("/messagerie")
class MailAccessPages {
    private final Here here;
    private final Rights rights;
    private final Keyring keyring;
    private final Sharing sharing;
    private final Proposals proposals;
    private final MailClientSettings servers;
    private final MailboxSettings settings;
    private final Told told;

    MailAccessPages(
            Here here,
            Rights rights,
            Keyring keyring,
            Sharing sharing,
            Proposals proposals,
            MailClientSettings servers,
            MailboxSettings settings,
            Told told) {
        this.here = here;
        this.rights = rights;
        this.keyring = keyring;
        this.sharing = sharing;
        this.proposals = proposals;
        this.servers = servers;
        this.settings = settings;
        this.told = told;
    }

    @GetMapping
    ModelAndView all() {
        return new ModelAndView("mailbox/keyring").addObject("entries", keyring.all(here.actor(), managed()));
    }

    @GetMapping("/{id:[0-9]{1,18}}")
    ModelAndView one(@PathVariable("id") long id) {
        return page(id);
    }

    private ModelAndView page(long id) {
        var entry = Here.shown(keyring.one(here.actor(), managed(), new MailboxId(id)));
        return new ModelAndView("mailbox/access")
                .addObject("entry", entry)
                .addObject("shares", entry.standing().shares() ? sharing.of(entry.mailbox()) : List.of())
                .addObject("proposals", entry.standing().shares() ? proposals.of(new MailboxId(id)) : List.of())
                .addObject("closing", closing(entry))
                .addObject("servers", servers)
                .addObject("most", Keyring.MOST);
    }

    /** Where its owner closes it; null for whoever is not its owner, and closes nothing. */
    private @Nullable String closing(Keyring.Entry entry) {
        return entry.mailbox().owner() instanceof Owner.OfPerson(var person)
                        && person.equals(here.actor().nationalId())
                ? "/mes-boites/" + BoxId.of(person, entry.mailbox().address()) + "/fermeture"
                : null;
    }

    /** "Garder cette boîte": puts a proposal of the operator away. */
    @PostMapping("/{id:[0-9]{1,18}}/propositions/{proposal:[0-9]{1,18}}/garder")
    ModelAndView keep(@PathVariable("id") long id, @PathVariable("proposal") long proposal, RedirectAttributes flash) {
        var entry = Here.shown(keyring.one(here.actor(), managed(), new MailboxId(id)));
        if (!entry.standing().shares() || !proposals.decline(entry.mailbox().id(), proposal, By.of(here.actor())))
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        flash.addFlashAttribute("done", told.of("console.proposal.kept"));
        return new ModelAndView("redirect:/messagerie/" + id);
    }

    /** The secret is in the answer and nowhere else. */
    @PostMapping("/{id:[0-9]{1,18}}/mots-de-passe")
    ModelAndView make(@PathVariable("id") long id, @RequestParam(defaultValue = "") String device) {
        var making = Here.shown(keyring.make(here.actor(), managed(), new MailboxId(id), device));
        return switch (making) {
            case Making.Made(var password) ->
                page(id).addObject("made", password).addObject("device", device.strip());
            case Making.Refused(var why) ->
                conflict(page(id).addObject("refused", Named.word(why)).addObject("typed", device));
        };
    }

    @PostMapping("/{id:[0-9]{1,18}}/mots-de-passe/{password:[0-9]{1,18}}/revocation")
    ModelAndView revoke(
            @PathVariable("id") long id, @PathVariable("password") long password, RedirectAttributes flash) {
        Here.shown(keyring.revoke(here.actor(), new MailboxId(id), password));
        flash.addFlashAttribute("done", told.of("console.access.revoked"));
        return new ModelAndView("redirect:/messagerie/" + id);
    }

    @PostMapping("/{id:[0-9]{1,18}}/acces")
    ModelAndView give(
            @PathVariable("id") long id,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "READ") May may,
            @RequestParam(defaultValue = "false") boolean send,
            @RequestParam(defaultValue = "") String endsOn) {
        var day = day(endsOn);
        if (day == null && !endsOn.isBlank()) return conflict(page(id).addObject("shareRefused", "day-unreadable"));
        var given =
                Here.shown(sharing.give(here.actor(), managed(), new MailboxId(id), new Wish(name, may, send, day)));
        return switch (given) {
            case Given.Made made ->
                page(id).addObject("link", settings.baseUrl() + "/messagerie/invitation/" + made.token())
                        .addObject("linkFor", name.strip());
            case Given.Refused(var why) ->
                conflict(page(id).addObject("shareRefused", Named.word(why)).addObject("shareName", name));
        };
    }

    @PostMapping("/{id:[0-9]{1,18}}/acces/{share:[0-9]{1,18}}/fin")
    ModelAndView end(@PathVariable("id") long id, @PathVariable("share") long share, RedirectAttributes flash) {
        Here.shown(sharing.end(here.actor(), managed(), new MailboxId(id), share));
        flash.addFlashAttribute("done", told.of("console.share.ended"));
        var still = keyring.one(here.actor(), managed(), new MailboxId(id));
        return new ModelAndView("redirect:/messagerie" + (still instanceof Outcome.Done ? "/" + id : ""));
    }

    /** Only shows: link scanners open links. */
    @GetMapping("/invitation/{token:[A-Za-z0-9_-]{1,100}}")
    ModelAndView look(@PathVariable("token") String token) {
        return invitation(sharing.look(token, here.actor()), token);
    }

    @PostMapping("/invitation/{token:[A-Za-z0-9_-]{1,100}}")
    ModelAndView accept(@PathVariable("token") String token, RedirectAttributes flash) {
        var taken = sharing.accept(token, here.actor());
        if (!(taken instanceof Taken.Open(var share, var _))) return invitation(taken, token);
        flash.addFlashAttribute("done", told.of("console.share.accepted"));
        return new ModelAndView("redirect:/messagerie/" + share.mailbox());
    }

    private static ModelAndView invitation(Taken taken, String token) {
        var page = new ModelAndView("mailbox/share").addObject("token", token);
        return switch (taken) {
            case Taken.Open(var share, var mailbox) ->
                page.addObject("share", share).addObject("mailbox", mailbox);
            case Taken.Refused(var why) -> conflict(page.addObject("refused", Named.word(why)));
        };
    }

    private Set<String> managed() {
        return rights.managedStructures();
    }

    private static ModelAndView conflict(ModelAndView page) {
        page.setStatus(HttpStatus.CONFLICT);
        return page;
    }

    private static @Nullable LocalDate day(String typed) {
        try {
            return typed.strip().length() == 10 ? LocalDate.parse(typed.strip()) : null;
        } catch (DateTimeParseException malformed) {
            return null;
        }
    }
}
