package fr.balise.hygiene.web;

import fr.balise.hygiene.Cleaning.Way;
import fr.balise.hygiene.Cleanings;
import fr.balise.hygiene.Cleanings.Ordered;
import fr.balise.hygiene.Cleanings.Terms;
import fr.balise.hygiene.Criteria.Attachment;
import fr.balise.hygiene.Heaviest;
import fr.balise.hygiene.HygieneSettings;
import fr.balise.hygiene.Keeping;
import fr.balise.hygiene.Lightenings;
import fr.balise.hygiene.Rooms;
import fr.balise.hygiene.Shown;
import fr.balise.hygiene.Stocktaking;
import fr.balise.hygiene.web.Own.Mine;
import fr.balise.mailstore.MailStore;
import fr.balise.mailstore.MessageKind;
import java.time.InstantSource;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** Finding what to delete, by criteria or by the size of attachments [L-M4] [L-M5]. What is typed goes by POST: it may name people. */
@Controller
@RequestMapping("/mes-boites/{box}/espace")
class FindingPages {
    private static final int SHOWN = 50;

    private final Own own;
    private final Rooms rooms;
    private final Stocktaking stocktaking;
    private final Cleanings cleanings;
    private final Keeping keeping;
    private final HygieneSettings settings;
    private final Lightenings lightenings;
    private final InstantSource clock;
    private final FirstSight first;

    FindingPages(
            Own own,
            Rooms rooms,
            Stocktaking stocktaking,
            Cleanings cleanings,
            Keeping keeping,
            HygieneSettings settings,
            InstantSource clock,
            Lightenings lightenings,
            FirstSight first) {
        this.first = first;
        this.lightenings = lightenings;
        this.settings = settings;
        this.keeping = keeping;
        this.clock = clock;
        this.own = own;
        this.rooms = rooms;
        this.stocktaking = stocktaking;
        this.cleanings = cleanings;
    }

    @GetMapping("/chercher")
    ModelAndView empty(@PathVariable("box") String box) {
        var mine = own.of(box);
        return first.of(mine, "/chercher").orElseGet(() -> page(mine, new LinkedMultiValueMap<>(), null));
    }

    /** For htmx, what is found; else the page. */
    @PostMapping("/chercher")
    ModelAndView find(
            @PathVariable("box") String box,
            @RequestParam MultiValueMap<String, String> typed,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx) {
        var page = page(own.of(box), typed, null);
        if (htmx != null) page.setViewName("hygiene/finding :: found");
        return page;
    }

    private ModelAndView page(Mine mine, MultiValueMap<String, String> typed, @Nullable String wrong) {
        var stock = SpacePages.stock(stocktaking, mine);
        var form = new CriteriaForm(typed);
        var zone = mine.hosted().zone();
        var criteria = form.read(zone, today(mine));
        var found = cleanings.find(stock, criteria, SHOWN);
        return new ModelAndView("hygiene/finding")
                .addObject("mine", mine)
                .addObject("days", settings.recoverable().toDays())
                .addObject("room", SpacePages.room(rooms, mine))
                .addObject("form", form)
                .addObject("found", found)
                .addObject("trash", cleanings.weigh(stock, criteria, Way.TRASH))
                .addObject("until", clock.instant().plus(settings.recoverable()))
                .addObject(
                        "items",
                        found.heaviest().stream()
                                .map(item -> ListedItem.of(item, zone, null, null))
                                .toList())
                .addObject("shelves", stock.shelves())
                .addObject("kinds", MessageKind.values())
                .addObject("attachments", Attachment.values())
                .addObject("ages", CriteriaForm.AGES)
                .addObject("wrong", wrong);
    }

    @PostMapping("/chercher/supprimer")
    ModelAndView order(
            @PathVariable("box") String box,
            @RequestParam MultiValueMap<String, String> typed,
            @RequestParam("shown") String shown,
            @RequestParam(name = "shownTrash", defaultValue = "") String shownTrash,
            @RequestParam(name = "way", defaultValue = "ASIDE") Way way,
            @RequestParam(name = "reason", defaultValue = "") String reason) {
        var mine = own.of(box);
        var criteria = new CriteriaForm(typed).read(mine.hosted().zone(), today(mine));
        try {
            var terms = new Terms(way, Shown.parse(way == Way.TRASH ? shownTrash : shown), reason);
            return switch (cleanings.order(mine.actor(), mine.hosted(), criteria, terms)) {
                case Ordered.Begun(var id) -> new ModelAndView("redirect:" + mine.path() + "/nettoyages/" + id);
                case Ordered.GoingOn(var id) -> new ModelAndView("redirect:" + mine.path() + "/nettoyages/" + id);
                case Ordered.Nothing _ -> refused(mine, typed, "hygiene.refused.nothing");
                case Ordered.Changed _ -> refused(mine, typed, "hygiene.refused.changed");
                case Ordered.ReasonNeeded _ -> refused(mine, typed, "hygiene.refused.reason");
                case Ordered.Held _ -> refused(mine, typed, "hygiene.refused.held");
            };
        } catch (MailStore.Unavailable down) {
            throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE);
        }
    }

    /** All that is found is kept for ever, or can go again; the page then shows how it stands. */
    @PostMapping("/chercher/garder")
    ModelAndView keep(
            @PathVariable("box") String box,
            @RequestParam MultiValueMap<String, String> typed,
            @RequestParam("keep") boolean keep) {
        var mine = own.of(box);
        var criteria = new CriteriaForm(typed).read(mine.hosted().zone(), today(mine));
        try {
            long marked = keeping.mark(mine.actor(), mine.hosted(), criteria, keep);
            return page(mine, typed, null).addObject("marked", marked).addObject("keep", keep);
        } catch (MailStore.Unavailable down) {
            throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE);
        }
    }

    private LocalDate today(Mine mine) {
        return LocalDate.ofInstant(clock.instant(), mine.hosted().zone());
    }

    private ModelAndView refused(Mine mine, MultiValueMap<String, String> typed, String why) {
        var page = page(mine, typed, why);
        page.setStatus(HttpStatus.CONFLICT);
        return page;
    }

    @GetMapping("/pieces")
    ModelAndView heaviest(@PathVariable("box") String box) {
        var mine = own.of(box);
        return first.of(mine, "/pieces").orElseGet(() -> pieces(mine));
    }

    private ModelAndView pieces(Mine mine) {
        var stock = SpacePages.stock(stocktaking, mine);
        return new ModelAndView("hygiene/pieces")
                .addObject("mine", mine)
                .addObject("zone", mine.hosted().zone())
                .addObject("lightenings", lightenings.of(mine.hosted()))
                .addObject("found", Heaviest.of(stock, 100));
    }
}
