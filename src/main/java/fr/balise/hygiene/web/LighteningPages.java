package fr.balise.hygiene.web;

import fr.balise.hygiene.HygieneSettings;
import fr.balise.hygiene.Lightening;
import fr.balise.hygiene.Lightenings;
import fr.balise.hygiene.Lightenings.Ordered;
import fr.balise.hygiene.Lightenings.Spot;
import fr.balise.hygiene.Rooms;
import fr.balise.hygiene.Stock;
import fr.balise.hygiene.Stocktaking;
import fr.balise.hygiene.web.Own.Mine;
import fr.balise.mailstore.MailStore;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

/** "Alléger": what would leave which messages, the act, and back [L-M3] [L-M5]. */
@Controller
@RequestMapping("/mes-boites/{box}/espace")
class LighteningPages {
    /** Folder and UID, as the lists tell them. */
    private static final Pattern SPOT = Pattern.compile("([0-9]{1,9})/([0-9]{1,10})");

    private final Own own;
    private final Rooms rooms;
    private final Stocktaking stocktaking;
    private final Lightenings lightenings;
    private final HygieneSettings settings;
    private final InstantSource clock;

    LighteningPages(
            Own own,
            Rooms rooms,
            Stocktaking stocktaking,
            Lightenings lightenings,
            HygieneSettings settings,
            InstantSource clock) {
        this.own = own;
        this.rooms = rooms;
        this.stocktaking = stocktaking;
        this.lightenings = lightenings;
        this.settings = settings;
        this.clock = clock;
    }

    /** Shows what would leave; nothing is done. */
    @PostMapping("/alleger")
    ModelAndView preview(
            @PathVariable("box") String box, @RequestParam(name = "message", defaultValue = "") List<String> messages) {
        var mine = own.of(box);
        return page(mine, SpacePages.stock(stocktaking, mine), messages, null);
    }

    private ModelAndView page(Mine mine, Stock stock, List<String> messages, @Nullable String wrong) {
        var page = new ModelAndView("hygiene/lighten")
                .addObject("mine", mine)
                .addObject("days", settings.recoverable().toDays())
                .addObject("preview", Lightenings.preview(stock, spots(messages)))
                .addObject("wrong", wrong);
        if (wrong != null) page.setStatus(HttpStatus.CONFLICT);
        return page;
    }

    private static List<Spot> spots(List<String> messages) {
        return messages.stream()
                .map(SPOT::matcher)
                .filter(java.util.regex.Matcher::matches)
                .map(spot -> new Spot(Integer.parseInt(spot.group(1)), Long.parseLong(spot.group(2))))
                .distinct()
                .toList();
    }

    @PostMapping("/alleger/valider")
    ModelAndView order(
            @PathVariable("box") String box,
            @RequestParam(name = "message", defaultValue = "") List<String> messages,
            @RequestParam(name = "reason", defaultValue = "") String reason) {
        var mine = own.of(box);
        try {
            var stock = stocktaking.take(mine.account());
            return switch (lightenings.order(mine.actor(), mine.hosted(), stock, spots(messages), reason)) {
                case Ordered.Begun(var id) -> new ModelAndView("redirect:" + mine.path() + "/allegements/" + id);
                case Ordered.GoingOn(var id) -> new ModelAndView("redirect:" + mine.path() + "/allegements/" + id);
                case Ordered.Nothing _ -> page(mine, stock, messages, "hygiene.refused.nothing");
                case Ordered.TooMany _ -> page(mine, stock, messages, "hygiene.refused.lighten-many");
                case Ordered.ReasonNeeded _ -> page(mine, stock, messages, "hygiene.refused.reason");
                case Ordered.Held _ -> page(mine, stock, messages, "hygiene.refused.held");
            };
        } catch (MailStore.Unavailable down) {
            throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE);
        }
    }

    @GetMapping("/allegements/{id:[0-9]{1,18}}")
    ModelAndView show(@PathVariable("box") String box, @PathVariable("id") long id) {
        var mine = own.of(box);
        var lightening = find(mine, id);
        var own = mine.actor().account();
        return new ModelAndView("hygiene/lightening")
                .addObject("mine", mine)
                .addObject("lightening", lightening)
                .addObject(
                        "states",
                        lightening.messages().stream()
                                .map(Lightening.One::state)
                                .distinct()
                                .sorted()
                                .collect(Collectors.toList()))
                .addObject("room", SpacePages.room(rooms, mine))
                .addObject("recoverable", lightening.recoverable(clock.instant()))
                .addObject(
                        "job",
                        lightenings
                                .job(lightening.job())
                                .filter(job -> job.owner() == own)
                                .orElse(null))
                .addObject(
                        "undo",
                        lightenings
                                .job(lightening.undo())
                                .filter(job -> job.owner() == own)
                                .orElse(null));
    }

    private Lightening find(Mine mine, long id) {
        return lightenings.find(mine.hosted(), id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    @PostMapping("/allegements/{id:[0-9]{1,18}}/annuler")
    ModelAndView undo(@PathVariable("box") String box, @PathVariable("id") long id) {
        var mine = own.of(box);
        if (!lightenings.undo(mine.actor(), find(mine, id))) {
            var page = show(box, id).addObject("wrong", "hygiene.refused.undo");
            page.setStatus(HttpStatus.CONFLICT);
            return page;
        }
        return new ModelAndView("redirect:" + mine.path() + "/allegements/" + id);
    }
}
