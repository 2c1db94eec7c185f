package fr.balise.mailbox.web;

import fr.balise.mailbox.MailboxSettings;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Refusal;
import fr.balise.mailbox.console.Filter;
import fr.balise.mailbox.console.HostedConsole;
import fr.balise.mailbox.console.Quotas;
import fr.balise.mailbox.lifecycle.Command;
import fr.balise.mailbox.lifecycle.Decision;
import fr.balise.mailbox.lifecycle.ErasureConflicts;
import fr.balise.mailbox.lifecycle.Hold;
import fr.balise.mailbox.lifecycle.MailboxId;
import fr.balise.mailbox.lifecycle.Sending;
import fr.balise.mailbox.lifecycle.StaffMeasures;
import fr.balise.mailstore.UsageList.Use;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The hosted mailboxes, for staff: a list to search in, and one mailbox with the measures that staff may take. */
@Controller
@RequestMapping("/operateur/boites")
class HostedPages {
    private final Here here;
    private final HostedConsole console;
    private final StaffMeasures measures;
    private final Quotas quotas;
    private final Sending sending;
    private final MailboxSettings settings;
    private final ErasureConflicts conflicts;
    private final Told told;

    HostedPages(
            Here here,
            HostedConsole console,
            StaffMeasures measures,
            Quotas quotas,
            Sending sending,
            MailboxSettings settings,
            ErasureConflicts conflicts,
            Told told) {
        this.here = here;
        this.console = console;
        this.measures = measures;
        this.quotas = quotas;
        this.sending = sending;
        this.settings = settings;
        this.conflicts = conflicts;
        this.told = told;
    }

    @GetMapping
    ModelAndView all() {
        return list(Filter.NONE, 0);
    }

    /** A search is a form that is sent: what was typed of an address stands in no URL. */
    @PostMapping
    ModelAndView search(
            @RequestParam(defaultValue = "") String text,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String domain,
            @RequestParam(defaultValue = "") String use,
            @RequestParam(defaultValue = "false") boolean full,
            @RequestParam(defaultValue = "false") boolean drift,
            @RequestParam(defaultValue = "0") String after) {
        return list(new Filter(text, state, domain, use(use), full, drift), number(after));
    }

    static @Nullable Use use(String word) {
        for (var use : Use.values()) if (use.name().equals(word)) return use;
        return null;
    }

    private static long number(String text) {
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }

    private ModelAndView list(Filter filter, long after) {
        return new ModelAndView("mailbox/hosted-list")
                .addObject("page", Here.shown(console.page(here.actor(), filter, after)))
                .addObject("filter", filter)
                .addObject("unerased", Here.shown(conflicts.open(here.actor())))
                .addObject("uses", Use.values())
                .addObject("domains", settings.ownDomains());
    }

    @GetMapping("/{id:[0-9]{1,18}}")
    ModelAndView one(@PathVariable("id") long id) {
        return detail(id);
    }

    private ModelAndView detail(long id) {
        var one = Here.shown(console.detail(here.actor(), new MailboxId(id)));
        return new ModelAndView("mailbox/hosted")
                .addObject("one", one)
                .addObject("limits", sending.limits())
                .addObject(
                        "held",
                        sending.lastHeld(new MailboxId(id))
                                .map(one.mailbox()::day)
                                .orElse(null))
                .addObject("holds", Hold.values());
    }

    @PostMapping("/{id:[0-9]{1,18}}/conservation")
    ModelAndView hold(
            @PathVariable("id") long id,
            @RequestParam Hold kind,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes flash) {
        return measure(id, new Command.PlaceHold(kind, reason), "console.did.held", flash);
    }

    @PostMapping("/{id:[0-9]{1,18}}/conservation/fin")
    ModelAndView lift(@PathVariable("id") long id, @RequestParam Hold kind, RedirectAttributes flash) {
        return measure(id, new Command.LiftHold(kind), "console.did.lifted", flash);
    }

    @PostMapping("/{id:[0-9]{1,18}}/suspension")
    ModelAndView suspend(
            @PathVariable("id") long id, @RequestParam(defaultValue = "") String reason, RedirectAttributes flash) {
        return measure(id, new Command.Suspend(reason), "console.did.suspended", flash);
    }

    @PostMapping("/{id:[0-9]{1,18}}/suspension/fin")
    ModelAndView resume(@PathVariable("id") long id, RedirectAttributes flash) {
        return measure(id, new Command.Resume(), "console.did.resumed", flash);
    }

    /** @param megabytes as it was typed */
    @PostMapping("/{id:[0-9]{1,18}}/espace")
    ModelAndView quota(
            @PathVariable("id") long id, @RequestParam(defaultValue = "") String megabytes, RedirectAttributes flash) {
        return switch (quotas.set(here.actor(), new MailboxId(id), number(megabytes))) {
            case Outcome.Done<DataSize>(var quota) -> {
                flash.addFlashAttribute("done", told.of("console.did.quota", quota.toMegabytes()));
                yield new ModelAndView("redirect:/operateur/boites/" + id);
            }
            case Outcome.Refused<DataSize>(Refusal.NotAQuota why) -> {
                var page = detail(id).addObject("refused", why.words());
                page.setStatus(HttpStatus.CONFLICT);
                yield page;
            }
            case Outcome.Refused<DataSize>(var why) -> throw Here.ending(why);
        };
    }

    @PostMapping("/{id:[0-9]{1,18}}/report")
    ModelAndView postpone(
            @PathVariable("id") long id,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate to,
            RedirectAttributes flash) {
        return measure(id, new Command.Postpone(to), "console.did.postponed", flash);
    }

    private ModelAndView measure(long id, Command command, String done, RedirectAttributes flash) {
        Here.shown(console.detail(here.actor(), new MailboxId(id)));
        return switch (measures.apply(here.actor(), new MailboxId(id), command)) {
            case Outcome.Done<Decision>(Decision.Refused(var why)) -> {
                var page = detail(id).addObject("refused", why.words());
                page.setStatus(HttpStatus.CONFLICT);
                yield page;
            }
            case Outcome.Done<Decision> _ -> {
                flash.addFlashAttribute("done", told.of(done));
                yield new ModelAndView("redirect:/operateur/boites/" + id);
            }
            case Outcome.Refused<Decision>(Refusal.NotAllowed _)
            when command instanceof Command.Postpone -> {
                var page = detail(id).addObject("refused", fr.balise.mailbox.Words.of("console.refused.earlier"));
                page.setStatus(HttpStatus.CONFLICT);
                yield page;
            }
            case Outcome.Refused<Decision>(var why) -> throw Here.ending(why);
        };
    }
}
