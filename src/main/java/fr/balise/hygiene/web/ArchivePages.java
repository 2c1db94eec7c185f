package fr.balise.hygiene.web;

import fr.balise.hygiene.Archived;
import fr.balise.hygiene.Archives;
import fr.balise.hygiene.Archives.Made;
import fr.balise.hygiene.Cleaning.Way;
import fr.balise.hygiene.Cleanings;
import fr.balise.hygiene.Cleanings.Ordered;
import fr.balise.hygiene.Criteria;
import fr.balise.hygiene.Group;
import fr.balise.hygiene.HygieneSettings;
import fr.balise.hygiene.Shown;
import fr.balise.hygiene.Stock;
import fr.balise.hygiene.Stocktaking;
import fr.balise.hygiene.Weight;
import fr.balise.hygiene.web.Own.Mine;
import fr.balise.identity.FreshLogin;
import fr.balise.jobs.Job;
import fr.balise.mailbox.takeout.Export;
import fr.balise.mailbox.takeout.Exports;
import fr.balise.mailbox.takeout.FileAnswer;
import fr.balise.mailbox.takeout.Passphrase;
import fr.balise.mailbox.takeout.TakeoutSettings;
import fr.balise.mailstore.MailStore;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** "Archiver puis supprimer": a file with exactly what was chosen; once it was downloaded, these messages can go [L-M3]. */
@Controller
@RequestMapping("/mes-boites/{box}/espace/archives")
class ArchivePages {
    /** What says which messages are meant, and is carried from one form to the next; nothing else is. */
    private static final Set<String> CHOICE = Set.of(
            "group",
            "from",
            "before",
            "age",
            "sender",
            "least",
            "folder",
            "attachment",
            "seen",
            "answered",
            "flagged",
            "filed",
            "duplicate",
            "kept",
            "document",
            "kind");

    private final Own own;
    private final Stocktaking stocktaking;
    private final Cleanings cleanings;
    private final Archives archives;
    private final ObjectProvider<Exports> exports;
    private final FileAnswer answer;
    private final FreshLogin login;
    private final TakeoutSettings takeout;
    private final HygieneSettings settings;
    private final InstantSource clock;

    ArchivePages(
            Own own,
            Stocktaking stocktaking,
            Cleanings cleanings,
            Archives archives,
            ObjectProvider<Exports> exports,
            FileAnswer answer,
            FreshLogin login,
            TakeoutSettings takeout,
            HygieneSettings settings,
            InstantSource clock) {
        this.own = own;
        this.stocktaking = stocktaking;
        this.cleanings = cleanings;
        this.archives = archives;
        this.exports = exports;
        this.answer = answer;
        this.login = login;
        this.takeout = takeout;
        this.settings = settings;
        this.clock = clock;
    }

    /** What would be in the file, and its passphrase. Nothing is kept. */
    @PostMapping("/preparer")
    ModelAndView prepare(
            @PathVariable("box") String box,
            @RequestParam MultiValueMap<String, String> typed,
            @RequestParam(name = "of", defaultValue = "groups") String of) {
        return form(own.of(box), typed, of, "", null);
    }

    private ModelAndView form(
            Mine mine, MultiValueMap<String, String> typed, String of, String passphrase, @Nullable String wrong) {
        var stock = SpacePages.stock(stocktaking, mine);
        return new ModelAndView("hygiene/archive-form")
                .addObject("mine", mine)
                .addObject("of", of)
                .addObject("typed", choice(typed))
                .addObject("weight", weight(mine, stock, typed, of))
                .addObject("days", takeout.keep().toDays())
                .addObject("passphrase", passphrase.isBlank() ? Passphrase.proposed() : passphrase)
                .addObject("wrong", wrong);
    }

    private static Map<String, List<String>> choice(MultiValueMap<String, String> typed) {
        return typed.entrySet().stream()
                .filter(one -> CHOICE.contains(one.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Weight weight(Mine mine, Stock stock, MultiValueMap<String, String> typed, String of) {
        return of.equals("criteria")
                ? cleanings.weigh(stock, criteria(mine, typed), Way.ASIDE)
                : cleanings.weigh(stock, groups(typed), Way.ASIDE);
    }

    private Criteria criteria(Mine mine, MultiValueMap<String, String> typed) {
        var zone = mine.hosted().zone();
        return new CriteriaForm(typed).read(zone, LocalDate.ofInstant(clock.instant(), zone));
    }

    private static Set<Group> groups(MultiValueMap<String, String> typed) {
        return typed.getOrDefault("group", List.of()).stream()
                .map(GroupPages::group)
                .collect(Collectors.toSet());
    }

    /** @param passphrase as typed or proposed; it is shown on this form and never again */
    @PostMapping
    ModelAndView order(
            @PathVariable("box") String box,
            @RequestParam MultiValueMap<String, String> typed,
            @RequestParam(name = "of", defaultValue = "groups") String of,
            @RequestParam("shown") String shown,
            @RequestParam(name = "protect", defaultValue = "false") boolean protect,
            @RequestParam(name = "passphrase", defaultValue = "") String passphrase,
            @RequestParam(name = "noted", defaultValue = "false") boolean noted) {
        var mine = own.of(box);
        if (!available()) throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        if (!noted) return refused(mine, typed, of, passphrase, "mailbox.takeout.refused.noted");
        return switch (made(mine, typed, of, Shown.parse(shown), protect ? passphrase.strip() : null)) {
            case Made.Begun(var id) -> new ModelAndView("redirect:" + mine.path() + "/archives/" + id);
            case Made.Nothing _ -> refused(mine, typed, of, passphrase, "hygiene.refused.nothing");
            case Made.Changed _ -> refused(mine, typed, of, passphrase, "hygiene.refused.changed");
            case Made.Refused(var why) -> refused(mine, typed, of, passphrase, words(why));
        };
    }

    private Made made(
            Mine mine, MultiValueMap<String, String> typed, String of, Shown shown, @Nullable String passphrase) {
        try {
            return of.equals("criteria")
                    ? archives.make(mine.actor(), mine.hosted(), criteria(mine, typed), shown, passphrase)
                    : archives.make(mine.actor(), mine.hosted(), groups(typed), shown, passphrase);
        } catch (MailStore.Unavailable down) {
            throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE);
        }
    }

    private static String words(Exports.Ordered why) {
        return switch (why) {
            case Exports.Ordered.GoingOn _ -> "hygiene.archive.refused.going-on";
            case Exports.Ordered.NotAllowed(var because) -> because.words().key();
            case Exports.Ordered.WeakPassphrase _ -> "mailbox.takeout.refused.weak";
            case Exports.Ordered.Suspended _ -> "mailbox.copy.refused.suspended";
            case Exports.Ordered.Begun _, Exports.Ordered.Erased _, Exports.Ordered.NotConnected _ ->
                throw new ResponseStatusException(HttpStatus.CONFLICT);
        };
    }

    private ModelAndView refused(
            Mine mine, MultiValueMap<String, String> typed, String of, String passphrase, String why) {
        return conflict(form(mine, typed, of, passphrase, why));
    }

    private static ModelAndView conflict(ModelAndView page) {
        page.setStatus(HttpStatus.CONFLICT);
        return page;
    }

    @GetMapping("/{id:[0-9]{1,18}}")
    ModelAndView show(@PathVariable("box") String box, @PathVariable("id") long id) {
        var mine = own.of(box);
        return page(mine, find(mine, id), null);
    }

    private Archived find(Mine mine, long id) {
        return archives.find(mine.actor(), mine.hosted(), id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private ModelAndView page(Mine mine, Archived archive, @Nullable String wrong) {
        var export = available() ? archives.file(mine.actor(), archive) : java.util.Optional.<Export>empty();
        var file = export.flatMap(one -> exports.getObject().file(mine.actor(), one));
        var page = new ModelAndView("hygiene/archive")
                .addObject("mine", mine)
                .addObject("archive", archive)
                .addObject("made", file.isPresent() ? export.orElseThrow() : null)
                .addObject(
                        "job",
                        export.flatMap(archives::job)
                                .filter(one -> !one.state().hasEnded() || one.state() == Job.State.FAILED)
                                .orElse(null))
                .addObject("over", export.isEmpty())
                .addObject("fresh", login.within(takeout.freshLogin()))
                .addObject("minutes", takeout.freshLogin().toMinutes())
                .addObject("days", settings.recoverable().toDays())
                .addObject("wrong", wrong);
        if (export.filter(Export::downloaded).isPresent() && archive.cleaning() == null)
            page.addObject("left", archives.left(SpacePages.stock(stocktaking, mine), archive));
        return page;
    }

    /** A GET, so that a broken download goes on where it stopped; the path names nobody. */
    @GetMapping("/{id:[0-9]{1,18}}/fichier")
    void download(
            @PathVariable("box") String box,
            @PathVariable("id") long id,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var mine = own.of(box);
        var archive = find(mine, id);
        if (!available()) throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        var export = archives.file(mine.actor(), archive)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        var file = exports.getObject()
                .file(mine.actor(), export)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        if (!login.within(takeout.freshLogin())) {
            response.sendRedirect(mine.path() + "/archives/" + id);
            return;
        }
        answer.give(mine.actor(), export, file, request, response);
    }

    @PostMapping("/{id:[0-9]{1,18}}/supprimer")
    ModelAndView remove(
            @PathVariable("box") String box,
            @PathVariable("id") long id,
            @RequestParam("shown") String shown,
            @RequestParam(name = "reason", defaultValue = "") String reason) {
        var mine = own.of(box);
        var archive = find(mine, id);
        if (!available()) throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        try {
            var ordered = archives.remove(mine.actor(), mine.hosted(), archive, Shown.parse(shown), reason);
            if (ordered.isEmpty()) return conflict(page(mine, archive, "hygiene.archive.refused.whole"));
            return switch (ordered.get()) {
                case Ordered.Begun(var cleaning) ->
                    new ModelAndView("redirect:" + mine.path() + "/nettoyages/" + cleaning);
                case Ordered.GoingOn(var cleaning) ->
                    new ModelAndView("redirect:" + mine.path() + "/nettoyages/" + cleaning);
                case Ordered.Nothing _, Ordered.Changed _ -> conflict(page(mine, archive, "hygiene.refused.changed"));
                case Ordered.ReasonNeeded _ -> conflict(page(mine, archive, "hygiene.refused.reason"));
                case Ordered.Held _ -> conflict(page(mine, archive, "hygiene.refused.held"));
            };
        } catch (MailStore.Unavailable down) {
            throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE);
        }
    }

    /** Without mail servers there is nothing to take away. */
    private boolean available() {
        return exports.getIfAvailable() != null;
    }
}
