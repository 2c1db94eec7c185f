package fr.balise.hygiene.web;

import fr.balise.hygiene.HygieneSettings;
import fr.balise.hygiene.Rule;
import fr.balise.hygiene.Rule.Kind;
import fr.balise.hygiene.Rules;
import fr.balise.hygiene.Rules.Made;
import fr.balise.hygiene.Rules.Wish;
import fr.balise.hygiene.Stocktaking;
import fr.balise.hygiene.Weight;
import fr.balise.hygiene.web.Own.Mine;
import fr.balise.mailstore.MailStore;
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

/** Rules that go on by themselves: what each would take is shown before it is made [L-M3]. */
@Controller
@RequestMapping("/mes-boites/{box}/espace/regles")
class RulePages {
    private final Own own;
    private final Rules rules;
    private final Stocktaking stocktaking;
    private final HygieneSettings settings;

    RulePages(Own own, Rules rules, Stocktaking stocktaking, HygieneSettings settings) {
        this.own = own;
        this.rules = rules;
        this.stocktaking = stocktaking;
        this.settings = settings;
    }

    @GetMapping
    ModelAndView show(@PathVariable("box") String box) {
        return page(own.lasting(box), new Wish(Kind.RECEIPTS, Kind.RECEIPTS.proposed(), null), null);
    }

    /** For htmx, what it would take; else the page. Nothing is kept. */
    @PostMapping("/simuler")
    ModelAndView simulate(
            @PathVariable("box") String box,
            @RequestParam(name = "kind", defaultValue = "") String kind,
            @RequestParam(name = "days", defaultValue = "") String days,
            @RequestParam(name = "folder", defaultValue = "") String folder,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx) {
        var page = page(own.lasting(box), wish(kind, days, folder), null);
        if (htmx != null) page.setViewName("hygiene/rules :: simulation");
        return page;
    }

    @PostMapping
    ModelAndView make(
            @PathVariable("box") String box,
            @RequestParam(name = "kind", defaultValue = "") String kind,
            @RequestParam(name = "days", defaultValue = "") String days,
            @RequestParam(name = "folder", defaultValue = "") String folder,
            @RequestParam("shown") long shown) {
        var mine = own.lasting(box);
        var wish = wish(kind, days, folder);
        try {
            return switch (rules.make(mine.actor(), mine.hosted(), wish, shown)) {
                case Made.Done _ -> back(mine);
                case Made.Changed _ -> refused(mine, wish, "hygiene.refused.changed");
                case Made.Wrong _ -> refused(mine, wish, "hygiene.rule.wrong");
            };
        } catch (MailStore.Unavailable down) {
            throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE);
        }
    }

    @PostMapping("/{rule:[0-9]{1,18}}/arreter")
    ModelAndView end(@PathVariable("box") String box, @PathVariable("rule") long id) {
        var mine = own.lasting(box);
        rules.end(mine.actor(), find(mine, id));
        return back(mine);
    }

    @PostMapping("/{rule:[0-9]{1,18}}/reprendre")
    ModelAndView release(@PathVariable("box") String box, @PathVariable("rule") long id) {
        var mine = own.lasting(box);
        rules.release(mine.actor(), find(mine, id));
        return back(mine);
    }

    private Rule find(Mine mine, long id) {
        return rules.find(mine.hosted(), id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static ModelAndView back(Mine mine) {
        return new ModelAndView("redirect:" + mine.path() + "/regles");
    }

    private ModelAndView refused(Mine mine, Wish wish, String why) {
        var page = page(mine, wish, why);
        page.setStatus(HttpStatus.CONFLICT);
        return page;
    }

    /** What makes no sense asks for a rule of no days, which takes nothing. */
    private static Wish wish(String kind, String days, String folder) {
        var known = java.util.Arrays.stream(Kind.values())
                .filter(one -> one.name().equals(kind))
                .findFirst()
                .orElse(Kind.RECEIPTS);
        return new Wish(
                known,
                days.matches("[0-9]{1,4}") ? Integer.parseInt(days) : 0,
                folder.matches("[0-9]{1,9}") ? Integer.valueOf(folder) : null);
    }

    private ModelAndView page(Mine mine, Wish wish, @Nullable String wrong) {
        var stock = SpacePages.stock(stocktaking, mine);
        var simulated = rules.simulate(stock, wish);
        return new ModelAndView("hygiene/rules")
                .addObject("mine", mine)
                .addObject("wish", wish)
                .addObject("wrong", wrong)
                .addObject("shelves", stock.shelves())
                .addObject("kinds", Kind.values())
                .addObject("days", settings.recoverable().toDays())
                .addObject("simulated", simulated.orElse(null))
                .addObject(
                        "rows",
                        rules.of(mine.hosted()).stream()
                                .map(rule -> new Row(rule, rules.simulate(stock, rule)))
                                .toList());
    }

    /** @param next what it would take at present */
    record Row(Rule rule, Weight next) {}
}
