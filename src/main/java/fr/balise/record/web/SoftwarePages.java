package fr.balise.record.web;

import fr.balise.identity.Actor;
import fr.balise.identity.Rights;
import fr.balise.mailbox.Wording;
import fr.balise.mailbox.Words;
import fr.balise.record.EndingCertificates;
import fr.balise.record.RecordSettings;
import fr.balise.record.SoftwareDesk;
import fr.balise.record.SoftwareDesk.Saved;
import fr.balise.record.way.Software;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
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

/** Record software, for the operator's staff: where it is, for whom, and whether it is there. */
@Controller
@RequestMapping("/operateur/logiciels")
class SoftwarePages {
    /** Long enough to get another certificate. */
    private static final Duration SOON = Duration.ofDays(30);

    private final Rights rights;
    private final SoftwareDesk desk;
    private final EndingCertificates ending;
    private final RecordSettings settings;
    private final Wording wording;
    private final InstantSource clock;

    SoftwarePages(
            Rights rights,
            SoftwareDesk desk,
            EndingCertificates ending,
            RecordSettings settings,
            Wording wording,
            InstantSource clock) {
        this.clock = clock;
        this.rights = rights;
        this.desk = desk;
        this.ending = ending;
        this.settings = settings;
        this.wording = wording;
    }

    private Actor actor() {
        return rights.actor().orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
    }

    private List<Software> softwares() {
        return desk.all(actor()).orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
    }

    @GetMapping
    ModelAndView all() {
        return new ModelAndView("record/softwares")
                .addObject("softwares", softwares())
                .addObject("ending", ending.of(actor()))
                .addObject("kinds", desk.kinds())
                .addObject("allowed", settings.allowed());
    }

    @GetMapping("/nouveau")
    ModelAndView fresh(@RequestParam("sorte") String word) {
        softwares();
        return form(SoftwareForm.empty(kind(word)), null);
    }

    private Software.Kind kind(String word) {
        return desk.kinds().stream()
                .filter(one -> one.name().equals(word.toUpperCase(Locale.ROOT)))
                .findAny()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    @GetMapping("/{id:[0-9]{1,18}}")
    ModelAndView one(@PathVariable("id") long id) {
        return form(SoftwareForm.of(software(id)), null);
    }

    private Software software(long id) {
        return softwares().stream()
                .filter(one -> one.id() == id)
                .findAny()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private ModelAndView form(SoftwareForm form, @Nullable String wrong) {
        var until = desk.certificateUntil(actor(), form.id()).orElse(null);
        return new ModelAndView("record/software")
                .addObject("form", form)
                .addObject("kept", form.id() != 0 && desk.hasSecret(software(form.id())))
                .addObject("allowed", settings.allowed())
                .addObject("until", until)
                .addObject(
                        "ending",
                        until != null && until.isBefore(clock.instant().plus(SOON)))
                .addObject("ended", until != null && !until.isAfter(clock.instant()))
                .addObject("wrong", wrong);
    }

    @PostMapping
    ModelAndView save(
            @RequestParam("id") long id,
            @RequestParam("kind") String kind,
            @RequestParam(name = "name", defaultValue = "") String name,
            @RequestParam(name = "address", defaultValue = "") String address,
            @RequestParam(name = "login", defaultValue = "") String login,
            @RequestParam(name = "secret", defaultValue = "") String secret,
            @RequestParam(name = "forget", defaultValue = "false") boolean forget,
            @RequestParam(name = "hostKey", defaultValue = "") String hostKey,
            @RequestParam(name = "receiver", defaultValue = "") String receiver,
            @RequestParam(name = "pdf", defaultValue = "false") boolean pdf,
            @RequestParam(name = "answers", defaultValue = "false") boolean answers,
            @RequestParam(name = "serves", defaultValue = "") String serves,
            @RequestParam(name = "active", defaultValue = "false") boolean active,
            RedirectAttributes flash) {
        softwares();
        var form = new SoftwareForm(
                id,
                id == 0 ? kind(kind) : software(id).kind(),
                name,
                address,
                login,
                secret,
                forget,
                hostKey,
                receiver,
                pdf,
                answers,
                serves,
                active);
        var typed = form.software();
        if (typed.isEmpty()) return refused(form, SoftwareDesk.Why.SCHEME);
        return switch (desk.save(actor(), typed.get(), forget)) {
            case Saved.Done(var kept) -> {
                flash.addFlashAttribute("done", wording.of(Words.of("record.software.saved")));
                yield new ModelAndView("redirect:/operateur/logiciels/" + kept);
            }
            case Saved.Refused(var why) -> refused(form, why);
            case Saved.NotStaff _ -> throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        };
    }

    private ModelAndView refused(SoftwareForm form, SoftwareDesk.Why why) {
        var page = form(form.shown(), "record.software.wrong." + why.name());
        page.setStatus(HttpStatus.CONFLICT);
        return page;
    }

    /** Asks whether it is there; hands nothing over. */
    @PostMapping("/{id:[0-9]{1,18}}/essai")
    ModelAndView attempt(@PathVariable("id") long id) {
        var page = form(SoftwareForm.of(software(id)), null);
        var why = desk.tried(actor(), id);
        return why.isPresent()
                ? page.addObject("wrong", "record.later." + why.get().name().toLowerCase(Locale.ROOT))
                : page.addObject("reached", true);
    }
}
