package fr.balise.hygiene.web;

import fr.balise.hygiene.Cleaning;
import fr.balise.hygiene.Cleaning.Way;
import fr.balise.hygiene.Cleanings;
import fr.balise.hygiene.Cleanings.Ordered;
import fr.balise.hygiene.Cleanings.Terms;
import fr.balise.hygiene.Group;
import fr.balise.hygiene.Group.Safety;
import fr.balise.hygiene.HygieneSettings;
import fr.balise.hygiene.Proposals;
import fr.balise.hygiene.Rooms;
import fr.balise.hygiene.Shown;
import fr.balise.hygiene.Stocktaking;
import fr.balise.hygiene.web.Own.Mine;
import fr.balise.mailstore.MailStore;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** "Libérer de la place": what could go, by safety and gain; the clean-up; and back [L-M3] [L-M4]. */
@Controller
@RequestMapping("/mes-boites/{box}/espace")
class FreeingPages {
    private final Own own;
    private final Rooms rooms;
    private final Stocktaking stocktaking;
    private final Cleanings cleanings;
    private final HygieneSettings settings;
    private final InstantSource clock;
    private final FirstSight first;

    FreeingPages(
            Own own,
            Rooms rooms,
            Stocktaking stocktaking,
            Cleanings cleanings,
            HygieneSettings settings,
            InstantSource clock,
            FirstSight first) {
        this.first = first;
        this.settings = settings;
        this.own = own;
        this.rooms = rooms;
        this.stocktaking = stocktaking;
        this.cleanings = cleanings;
        this.clock = clock;
    }

    /** What is safe is ticked. */
    @GetMapping("/liberer")
    ModelAndView show(@PathVariable("box") String box) {
        var mine = own.of(box);
        return first.of(mine, "/liberer").orElseGet(() -> page(mine, null));
    }

    /** The sum of what is ticked, while it is being ticked; nothing is kept. */
    @PostMapping("/liberer/somme")
    ModelAndView sum(
            @PathVariable("box") String box,
            @RequestParam(name = "group", defaultValue = "") List<Group> groups,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx) {
        var page = page(own.of(box), groups);
        if (htmx != null) page.setViewName("hygiene/freeing :: sum");
        return page;
    }

    private ModelAndView page(Mine mine, @Nullable List<Group> ticked) {
        var room = SpacePages.room(rooms, mine);
        var stock = SpacePages.stock(stocktaking, mine);
        var proposals = cleanings.proposals(stock, room);
        Set<Group> chosen = ticked == null
                ? proposals.of(Safety.SAFE).stream()
                        .map(Proposals.Proposal::group)
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Group.class)))
                : Set.copyOf(ticked);
        return new ModelAndView("hygiene/freeing")
                .addObject("mine", mine)
                .addObject("days", settings.recoverable().toDays())
                .addObject("room", room)
                .addObject("proposals", proposals)
                .addObject("chosen", chosen)
                .addObject("sum", proposals.of(chosen))
                .addObject("trash", cleanings.weigh(stock, chosen, Way.TRASH))
                .addObject("until", clock.instant().plus(settings.recoverable()))
                .addObject("word", chosen.stream().anyMatch(Group::needsWord))
                .addObject(
                        "last",
                        cleanings.of(mine.hosted()).stream()
                                .filter(one -> one.recoverable(clock.instant()))
                                .findFirst()
                                .orElse(null));
    }

    @PostMapping("/liberer")
    ModelAndView order(
            @PathVariable("box") String box,
            @RequestParam(name = "group", defaultValue = "") List<Group> groups,
            @RequestParam("shown") String shown,
            @RequestParam(name = "shownTrash", defaultValue = "") String shownTrash,
            @RequestParam(name = "way", defaultValue = "ASIDE") Way way,
            @RequestParam(name = "reason", defaultValue = "") String reason) {
        var mine = own.of(box);
        return switch (ordered(
                mine, groups, new Terms(way, Shown.parse(way == Way.TRASH ? shownTrash : shown), reason))) {
            case Ordered.Begun(var id) -> new ModelAndView("redirect:" + mine.path() + "/nettoyages/" + id);
            case Ordered.GoingOn(var id) -> new ModelAndView("redirect:" + mine.path() + "/nettoyages/" + id);
            case Ordered.Nothing _ -> refused(mine, groups, "hygiene.refused.nothing");
            case Ordered.Changed _ -> refused(mine, groups, "hygiene.refused.changed");
            case Ordered.ReasonNeeded _ -> refused(mine, groups, "hygiene.refused.reason");
            case Ordered.Held _ -> refused(mine, groups, "hygiene.refused.held");
        };
    }

    private Ordered ordered(Mine mine, List<Group> groups, Terms terms) {
        try {
            return cleanings.order(mine.actor(), mine.hosted(), Set.copyOf(groups), terms);
        } catch (MailStore.Unavailable down) {
            throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE);
        }
    }

    private ModelAndView refused(Mine mine, List<Group> groups, String why) {
        var page = page(mine, groups).addObject("wrong", why);
        page.setStatus(HttpStatus.CONFLICT);
        return page;
    }

    @GetMapping("/nettoyages/{id:[0-9]{1,18}}")
    ModelAndView cleaning(@PathVariable("box") String box, @PathVariable("id") long id) {
        var mine = own.of(box);
        var cleaning = find(mine, id);
        var room = SpacePages.room(rooms, mine);
        var undo = cleanings.job(cleaning.undo());
        var groups = cleaning.parts().stream()
                .filter(part -> part.backAt() == null)
                .map(Cleaning.Part::group)
                .distinct()
                .toList();
        return new ModelAndView("hygiene/cleaning")
                .addObject("mine", mine)
                .addObject("cleaning", cleaning)
                .addObject("room", room)
                .addObject("after", (room.used() + cleaning.returning()) * 100 / Math.max(1, room.quota()))
                .addObject("groups", groups)
                .addObject("recoverable", cleaning.recoverable(clock.instant()))
                .addObject(
                        "job",
                        cleanings
                                .job(cleaning.job())
                                .filter(job -> job.owner() == mine.actor().account())
                                .orElse(null))
                .addObject(
                        "undo",
                        undo.filter(job -> job.owner() == mine.actor().account())
                                .orElse(null));
    }

    private Cleaning find(Mine mine, long id) {
        return cleanings.find(mine.hosted(), id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** First the warning, then the act: with {@code sure} it begins. */
    @PostMapping("/nettoyages/{id:[0-9]{1,18}}/annuler")
    ModelAndView undo(
            @PathVariable("box") String box,
            @PathVariable("id") long id,
            @RequestParam(name = "group", defaultValue = "") List<Group> groups,
            @RequestParam(name = "sure", defaultValue = "false") boolean sure) {
        var mine = own.of(box);
        var cleaning = find(mine, id);
        if (!sure) return cleaning(box, id).addObject("asking", true);
        if (groups.isEmpty() || !cleanings.undo(mine.actor(), cleaning, Set.copyOf(groups))) {
            var page = cleaning(box, id).addObject("wrong", "hygiene.refused.undo");
            page.setStatus(HttpStatus.CONFLICT);
            return page;
        }
        return new ModelAndView("redirect:" + mine.path() + "/nettoyages/" + id);
    }
}
