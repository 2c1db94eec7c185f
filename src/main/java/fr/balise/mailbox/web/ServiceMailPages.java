package fr.balise.mailbox.web;

import fr.balise.kernel.Named;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.console.ServiceMail;
import fr.balise.mailbox.console.ServiceMail.Made;
import fr.balise.mailbox.sharing.MailClientSettings;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** For staff: where mail to postmaster@ and abuse@ stands, a password to open it, and who gets a copy. */
@Controller
@RequestMapping("/operateur/postmaster")
class ServiceMailPages {
    private static final String PAGE = "redirect:/operateur/postmaster";

    private final Here here;
    private final ServiceMail mail;
    private final MailClientSettings servers;
    private final Told told;

    ServiceMailPages(Here here, ServiceMail mail, MailClientSettings servers, Told told) {
        this.here = here;
        this.mail = mail;
        this.servers = servers;
        this.told = told;
    }

    @GetMapping
    ModelAndView show() {
        return new ModelAndView("mailbox/service-mail")
                .addObject("picture", Here.shown(mail.look(here.actor())))
                .addObject("servers", servers);
    }

    /** The secret is in the answer and nowhere else. */
    @PostMapping("/mots-de-passe")
    ModelAndView make(@RequestParam(defaultValue = "") String device) {
        var made = Here.shown(mail.makePassword(here.actor(), device));
        return made instanceof Made.Password(var password)
                ? show().addObject("made", password).addObject("device", device.strip())
                : refused(made);
    }

    @PostMapping("/mots-de-passe/{password:[0-9]{1,18}}/revocation")
    ModelAndView revoke(@PathVariable("password") long password, RedirectAttributes flash) {
        Here.shown(mail.revoke(here.actor(), password));
        return done("console.access.revoked", flash);
    }

    /** An address stands in no URL. */
    @PostMapping("/copie")
    ModelAndView copy(@RequestParam(defaultValue = "") String address, RedirectAttributes flash) {
        Outcome<Made> outcome = mail.copyTo(here.actor(), address);
        var made = Here.shown(outcome);
        if (made instanceof Made.Refused) return refused(made).addObject("typed", address);
        return done(address.isBlank() ? "console.service.copy.ended" : "console.service.copy.set", flash);
    }

    private ModelAndView done(String key, RedirectAttributes flash) {
        flash.addFlashAttribute("done", told.of(key));
        return new ModelAndView(PAGE);
    }

    private ModelAndView refused(Made made) {
        var page = show();
        page.setStatus(HttpStatus.CONFLICT);
        return made instanceof Made.Refused(var why) ? page.addObject("serviceRefused", Named.word(why)) : page;
    }
}
