package fr.balise.hygiene.web;

import fr.balise.hygiene.Cleaning.Way;
import fr.balise.hygiene.Cleanings;
import fr.balise.hygiene.Cleanings.Ordered;
import fr.balise.hygiene.Group;
import fr.balise.hygiene.Group.Safety;
import fr.balise.hygiene.HygieneSettings;
import fr.balise.hygiene.Preparation;
import fr.balise.hygiene.Preparations;
import fr.balise.hygiene.Preparations.Prepared;
import fr.balise.hygiene.Proposals;
import fr.balise.hygiene.Rooms;
import fr.balise.hygiene.Shown;
import fr.balise.hygiene.Stocktaking;
import fr.balise.hygiene.web.Own.Mine;
import fr.balise.mailstore.MailStore;
import java.util.List;
import java.util.Optional;
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

/** A clean-up that is prepared by somebody who acts for the holder, by groups and counts alone, and decided by the holder. */
@Controller
@RequestMapping("/mes-boites/{box}/espace")
class PreparePages {
    private final Own own;
    private final Rooms rooms;
    private final Stocktaking stocktaking;
    private final Cleanings cleanings;
    private final Preparations preparations;
    private final HygieneSettings settings;

    PreparePages(
            Own own,
            Rooms rooms,
            Stocktaking stocktaking,
            Cleanings cleanings,
            Preparations preparations,
            HygieneSettings settings) {
        this.own = own;
        this.rooms = rooms;
        this.stocktaking = stocktaking;
        this.cleanings = cleanings;
        this.preparations = preparations;
        this.settings = settings;
    }

    record Waiting(Mine mine, Preparation preparation) {}

    /** What is safe is ticked. */
    @GetMapping("/preparer")
    ModelAndView show(@PathVariable("box") String box) {
        return page(own.prepared(box), null, null);
    }

    /** The sum of what is ticked, while it is being ticked; nothing is kept. */
    @PostMapping("/preparer/somme")
    ModelAndView sum(
            @PathVariable("box") String box,
            @RequestParam(name = "group", defaultValue = "") List<Group> groups,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx) {
        var page = page(own.prepared(box), Set.copyOf(groups), null);
        if (htmx != null) page.setViewName("hygiene/prepare :: sum");
        return page;
    }

    private ModelAndView page(Mine mine, @Nullable Set<Group> ticked, @Nullable String wrong) {
        var room = SpacePages.room(rooms, mine);
        var stock = SpacePages.stock(stocktaking, mine);
        var proposals = cleanings.proposals(stock, room);
        var chosen = ticked == null
                ? proposals.of(Safety.SAFE).stream()
                        .map(Proposals.Proposal::group)
                        .collect(Collectors.toSet())
                : ticked;
        return new ModelAndView("hygiene/prepare")
                .addObject("mine", mine)
                .addObject("room", room)
                .addObject("proposals", proposals)
                .addObject("chosen", chosen)
                .addObject("sum", cleanings.weigh(stock, chosen, Way.ASIDE))
                .addObject("waiting", preparations.waiting(mine.hosted()).orElse(null))
                .addObject("days", settings.prepared().toDays())
                .addObject("wrong", wrong);
    }

    @PostMapping("/preparer")
    ModelAndView prepare(
            @PathVariable("box") String box,
            @RequestParam(name = "group", defaultValue = "") List<Group> groups,
            @RequestParam("shown") long shown) {
        var mine = own.prepared(box);
        var chosen = Set.copyOf(groups);
        return switch (prepared(mine, chosen, shown)) {
            case Prepared.Done _ -> new ModelAndView("redirect:" + mine.path() + "/preparer");
            case Prepared.Nothing _ -> conflict(page(mine, chosen, "hygiene.refused.nothing"));
            case Prepared.Changed _ -> conflict(page(mine, chosen, "hygiene.refused.changed"));
            case Prepared.Held _ -> conflict(page(mine, chosen, "hygiene.refused.held"));
        };
    }

    private Prepared prepared(Mine mine, Set<Group> groups, long shown) {
        try {
            return preparations.prepare(mine.actor(), mine.hosted(), groups, shown);
        } catch (MailStore.Unavailable down) {
            throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE);
        }
    }

    /** Whoever may prepare may take back what waits. */
    @PostMapping("/preparer/retirer")
    ModelAndView withdraw(@PathVariable("box") String box, @RequestParam(name = "id", defaultValue = "0") long id) {
        var mine = own.prepared(box);
        waiting(mine, id).ifPresent(one -> preparations.withdraw(mine.actor(), mine.hosted(), one));
        return new ModelAndView("redirect:" + mine.path() + "/preparer");
    }

    /** The one that the page showed: another may have taken its place. */
    private Optional<Preparation> waiting(Mine mine, long id) {
        return preparations.waiting(mine.hosted()).filter(one -> one.id() == id);
    }

    /** What was prepared, as it stands now. */
    @GetMapping("/preparation")
    ModelAndView look(@PathVariable("box") String box) {
        return look(own.of(box), null);
    }

    private ModelAndView look(Mine mine, @Nullable String wrong) {
        var page = new ModelAndView("hygiene/prepared")
                .addObject("mine", mine)
                .addObject("days", settings.recoverable().toDays())
                .addObject("wrong", wrong);
        preparations.waiting(mine.hosted()).ifPresent(one -> {
            var room = SpacePages.room(rooms, mine);
            var stock = SpacePages.stock(stocktaking, mine);
            var weight = preparations.weigh(stock, one);
            page.addObject("waiting", one)
                    .addObject("room", room)
                    .addObject("sum", weight)
                    .addObject("changed", one.differs(weight))
                    .addObject("word", one.groups().stream().anyMatch(Group::needsWord))
                    .addObject(
                            "proposals",
                            cleanings.proposals(stock, room).all().stream()
                                    .filter(proposal -> one.groups().contains(proposal.group()))
                                    .toList());
        });
        return page;
    }

    @PostMapping("/preparation/valider")
    ModelAndView approve(
            @PathVariable("box") String box,
            @RequestParam(name = "id", defaultValue = "0") long id,
            @RequestParam(name = "shown", defaultValue = "") String shown,
            @RequestParam(name = "reason", defaultValue = "") String reason) {
        var mine = own.of(box);
        var waiting = waiting(mine, id);
        if (waiting.isEmpty()) return conflict(look(mine, "hygiene.prepared.refused.gone"));
        try {
            return switch (preparations.approve(
                    mine.actor(), mine.hosted(), waiting.get(), Shown.parse(shown), reason)) {
                case Ordered.Begun(var cleaning) ->
                    new ModelAndView("redirect:" + mine.path() + "/nettoyages/" + cleaning);
                case Ordered.GoingOn(var cleaning) ->
                    new ModelAndView("redirect:" + mine.path() + "/nettoyages/" + cleaning);
                case Ordered.Nothing _, Ordered.Changed _ -> conflict(look(mine, "hygiene.refused.changed"));
                case Ordered.ReasonNeeded _ -> conflict(look(mine, "hygiene.refused.reason"));
                case Ordered.Held _ -> conflict(look(mine, "hygiene.refused.held"));
            };
        } catch (MailStore.Unavailable down) {
            throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE);
        }
    }

    @PostMapping("/preparation/refuser")
    ModelAndView refuse(@PathVariable("box") String box, @RequestParam(name = "id", defaultValue = "0") long id) {
        var mine = own.of(box);
        waiting(mine, id).ifPresent(one -> preparations.refuse(mine.actor(), mine.hosted(), one));
        return new ModelAndView("redirect:" + mine.path());
    }

    private static ModelAndView conflict(ModelAndView page) {
        page.setStatus(HttpStatus.CONFLICT);
        return page;
    }
}
