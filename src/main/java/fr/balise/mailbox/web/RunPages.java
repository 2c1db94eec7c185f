package fr.balise.mailbox.web;

import fr.balise.kernel.Named;
import fr.balise.mailbox.MailboxSettings;
import fr.balise.mailbox.console.Bulk;
import fr.balise.mailbox.console.Bulk.Doing;
import fr.balise.mailbox.console.Files;
import fr.balise.mailbox.console.Files.Reading;
import fr.balise.mailbox.console.Filter;
import fr.balise.mailbox.console.Proposals;
import fr.balise.mailbox.console.Run.Kind;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.InputStreamSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One act on many mailboxes, for staff: prepared from the list or a file, looked at, started, paused, cancelled. */
@Controller
@RequestMapping("/operateur/lots")
class RunPages {
    private final Here here;
    private final Bulk bulk;
    private final Files files;
    private final Proposals proposals;
    private final MailboxSettings settings;
    private final Told told;

    RunPages(Here here, Bulk bulk, Files files, Proposals proposals, MailboxSettings settings, Told told) {
        this.here = here;
        this.bulk = bulk;
        this.files = files;
        this.proposals = proposals;
        this.settings = settings;
        this.told = told;
    }

    @GetMapping
    ModelAndView all() {
        return page();
    }

    private ModelAndView page() {
        return new ModelAndView("mailbox/runs")
                .addObject("runs", Here.shown(bulk.latest(here.actor())))
                .addObject("proposals", Here.shown(proposals.waiting(here.actor())))
                .addObject(
                        "domain",
                        settings.ownDomains().isEmpty()
                                ? ""
                                : settings.ownDomains().getFirst())
                .addObject("most", Bulk.MOST);
    }

    /** On everything that the filter of the list finds. */
    @PostMapping
    ModelAndView prepare(
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String domain,
            @RequestParam(defaultValue = "") String use,
            @RequestParam(defaultValue = "false") boolean full,
            @RequestParam(defaultValue = "false") boolean drift) {
        var filter = new Filter(text, state, domain, HostedPages.use(use), full, drift);
        return answered(Here.shown(bulk.prepare(here.actor(), kind(kind), filter, reason)));
    }

    private static Kind kind(String word) {
        for (var kind : Kind.values()) if (kind.word().equals(word)) return kind;
        throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
    }

    @PostMapping("/ouvertures")
    ModelAndView open(@RequestParam(name = "file", required = false) @Nullable MultipartFile file) {
        return read(Here.shown(files.opening(here.actor(), sent(file))));
    }

    @PostMapping("/departs")
    ModelAndView leavers(
            @RequestParam(name = "file", required = false) @Nullable MultipartFile file,
            @RequestParam(defaultValue = "") String reason) {
        return read(Here.shown(files.leavers(here.actor(), reason, sent(file))));
    }

    private static InputStreamSource sent(@Nullable MultipartFile file) {
        return file == null ? new ByteArrayResource(new byte[0]) : file;
    }

    private ModelAndView read(Reading reading) {
        return switch (reading) {
            case Reading.Read(var run) -> new ModelAndView("redirect:/operateur/lots/" + run);
            case Reading.Refused(var why, var line) ->
                conflict(page().addObject("refused", told.of("console.file.why." + Named.word(why), line)));
        };
    }

    private ModelAndView answered(Doing doing) {
        return switch (doing) {
            case Doing.Done(var run) -> new ModelAndView("redirect:/operateur/lots/" + run);
            case Doing.Refused(var why) ->
                conflict(page().addObject("refused", told.of("console.run.why." + Named.word(why))));
        };
    }

    /** With htmx the part that moves, else the page. */
    @GetMapping("/{id:[0-9]{1,18}}")
    ModelAndView one(
            @PathVariable("id") long id,
            @RequestParam(name = "apres", defaultValue = "0") String after,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String live) {
        return view(id, after.matches("[0-9]{1,9}") ? Integer.parseInt(after) : 0, live != null);
    }

    private ModelAndView view(long id, int after, boolean part) {
        var actor = here.actor();
        var view = Here.shown(bulk.view(actor, id, after));
        return new ModelAndView(part ? "mailbox/run :: standing" : "mailbox/run")
                .addObject("view", view)
                .addObject("own", view.run().by().equals(actor.auditName()));
    }

    @PostMapping("/{id:[0-9]{1,18}}/lancer")
    ModelAndView start(@PathVariable("id") long id, RedirectAttributes flash) {
        return stepped(id, Here.shown(bulk.start(here.actor(), id)), "console.run.did.started", flash);
    }

    @PostMapping("/{id:[0-9]{1,18}}/pause")
    ModelAndView pause(@PathVariable("id") long id, RedirectAttributes flash) {
        return stepped(id, Here.shown(bulk.pause(here.actor(), id)), "console.run.did.paused", flash);
    }

    @PostMapping("/{id:[0-9]{1,18}}/reprendre")
    ModelAndView resume(@PathVariable("id") long id, RedirectAttributes flash) {
        return stepped(id, Here.shown(bulk.resume(here.actor(), id)), "console.run.did.resumed", flash);
    }

    @PostMapping("/{id:[0-9]{1,18}}/annuler")
    ModelAndView cancel(@PathVariable("id") long id, RedirectAttributes flash) {
        return stepped(id, Here.shown(bulk.cancel(here.actor(), id)), "console.run.did.cancelled", flash);
    }

    private ModelAndView stepped(long id, Doing doing, String done, RedirectAttributes flash) {
        if (doing instanceof Doing.Refused(var why))
            return conflict(view(id, 0, false).addObject("refused", told.of("console.run.why." + Named.word(why))));
        flash.addFlashAttribute("done", told.of(done));
        return new ModelAndView("redirect:/operateur/lots/" + id);
    }

    private static ModelAndView conflict(ModelAndView page) {
        page.setStatus(HttpStatus.CONFLICT);
        return page;
    }
}
