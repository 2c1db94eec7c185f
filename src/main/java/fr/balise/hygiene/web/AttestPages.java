package fr.balise.hygiene.web;

import fr.balise.hygiene.Attesting;
import fr.balise.hygiene.Attesting.Attested;
import fr.balise.hygiene.Choice;
import fr.balise.hygiene.Cleaning.Way;
import fr.balise.hygiene.Cleanings.Ordered;
import fr.balise.hygiene.Cleanings.Terms;
import fr.balise.hygiene.HygieneSettings;
import fr.balise.hygiene.Item;
import fr.balise.hygiene.Letters;
import fr.balise.hygiene.Selections;
import fr.balise.hygiene.Shown;
import fr.balise.hygiene.Stock;
import fr.balise.hygiene.Stocktaking;
import fr.balise.hygiene.web.Own.Mine;
import fr.balise.mailbox.Wording;
import fr.balise.mailbox.Words;
import fr.balise.mailstore.MailStore;
import fr.balise.mailstore.MessageKind;
import fr.balise.mailstore.StoredMessage;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

/** Documents without proof by sender, kind and period: a sample of exactly those, the word that they are filed, or one reason [L-M2]. */
@Controller
@RequestMapping("/mes-boites/{box}/espace/attester")
class AttestPages {
    private static final int SHOWN = 100;
    private static final int SENDERS = 50;
    private static final List<MessageKind> KINDS = Arrays.stream(MessageKind.values())
            .filter(kind -> kind.isDocument() && kind != MessageKind.INTEGRATION_FAILURE)
            .toList();

    private final Own own;
    private final Stocktaking stocktaking;
    private final Attesting attesting;
    private final Selections selections;
    private final Letters letters;
    private final HygieneSettings settings;
    private final Wording wording;
    private final InstantSource clock;

    AttestPages(
            Own own,
            Stocktaking stocktaking,
            Attesting attesting,
            Selections selections,
            Letters letters,
            HygieneSettings settings,
            Wording wording,
            InstantSource clock) {
        this.own = own;
        this.stocktaking = stocktaking;
        this.attesting = attesting;
        this.selections = selections;
        this.letters = letters;
        this.settings = settings;
        this.wording = wording;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView show(
            @PathVariable("box") String box, @RequestParam(name = "choix", required = false) @Nullable Long id) {
        var mine = own.of(box);
        return id == null ? asking(mine, null) : page(mine, id, null);
    }

    private ModelAndView asking(Mine mine, @Nullable String wrong) {
        return asking(mine, SpacePages.stock(stocktaking, mine), wrong);
    }

    private ModelAndView asking(Mine mine, Stock stock, @Nullable String wrong) {
        return new ModelAndView("hygiene/attest")
                .addObject("mine", mine)
                .addObject("senders", senders(stock))
                .addObject("kinds", KINDS)
                .addObject("choice", null)
                .addObject("wrong", wrong);
    }

    /** A patient's address holds the national identity number: patients are chosen together. */
    private List<String> senders(Stock stock) {
        return attesting.senders(stock, SENDERS).stream()
                .map(sender -> sender.endsWith("@patient.mssante.fr") ? "@patient.mssante.fr" : sender)
                .distinct()
                .toList();
    }

    @PostMapping
    ModelAndView choose(
            @PathVariable("box") String box,
            @RequestParam(name = "sender", defaultValue = "") String sender,
            @RequestParam(name = "kind", defaultValue = "") Set<MessageKind> kinds,
            @RequestParam(name = "from", defaultValue = "") String from,
            @RequestParam(name = "to", defaultValue = "") String to) {
        var mine = own.of(box);
        var choice = new Choice(sender, kinds, Choice.day(from), Choice.day(to));
        if (!choice.isAnything()) return refused(asking(mine, "hygiene.refused.choice"));
        var stock = SpacePages.stock(stocktaking, mine);
        return new ModelAndView("redirect:" + here(mine, selections.keep(mine.actor(), stock.account(), choice)));
    }

    private static String here(Mine mine, long selection) {
        return mine.path() + "/attester?choix=" + selection;
    }

    /** It is kept for a day. */
    private Optional<Choice> choice(Mine mine, Stock stock, long id) {
        return selections.find(mine.actor(), stock.account(), id);
    }

    private ModelAndView over(Mine mine) {
        return refused(asking(mine, "hygiene.refused.choice-over"));
    }

    private ModelAndView page(Mine mine, long id, @Nullable String wrong) {
        var stock = SpacePages.stock(stocktaking, mine);
        var kept = choice(mine, stock, id);
        if (kept.isEmpty()) return over(mine);
        var choice = kept.get();
        var zone = mine.hosted().zone();
        var items = attesting.of(stock, choice, zone);
        var sample = attesting.sample(mine.actor(), stock.account(), id, items);
        var drawn = new HashMap<String, Boolean>();
        sample.forEach(one -> drawn.put(one.folder() + "/" + one.uid(), one.opened()));
        // The sample stands first.
        var listed = items.stream()
                .sorted(Comparator.comparing((Item item) -> !drawn.containsKey(ToFilePages.key(item))))
                .limit(SHOWN)
                .toList();
        var heads = heads(stock, listed);
        return asking(mine, stock, wrong)
                .addObject("selection", id)
                .addObject("choice", choice)
                .addObject("shownSender", ListedItem.masked(choice.sender()))
                .addObject("count", items.size())
                .addObject("shown", Attesting.weight(items).shown())
                .addObject("trash", attesting.weigh(stock, choice, zone, Way.TRASH))
                .addObject("until", clock.instant().plus(settings.recoverable()))
                .addObject("octets", items.stream().mapToLong(Item::octets).sum())
                .addObject("left", sample.stream().filter(one -> !one.opened()).count())
                .addObject("sample", sample.size())
                .addObject("days", settings.recoverable().toDays())
                .addObject(
                        "items",
                        listed.stream()
                                .map(item -> ListedItem.of(
                                        item, zone, heads.get(ToFilePages.key(item)), drawn.get(ToFilePages.key(item))))
                                .toList());
    }

    private Map<String, StoredMessage> heads(Stock stock, List<Item> items) {
        try {
            return letters.heads(stock, items);
        } catch (MailStore.Unavailable down) {
            return Map.of();
        }
    }

    @PostMapping("/attestation")
    ModelAndView attest(
            @PathVariable("box") String box,
            @RequestParam("choix") long id,
            @RequestParam("shown") String shown,
            RedirectAttributes flash) {
        var mine = own.of(box);
        try {
            var choice = choice(mine, SpacePages.stock(stocktaking, mine), id);
            if (choice.isEmpty()) return over(mine);
            return switch (attesting.attest(mine.actor(), mine.hosted(), id, choice.get(), Shown.parse(shown))) {
                case Attested.Done(var messages) -> {
                    flash.addFlashAttribute("done", wording.of(Words.of("hygiene.attested", messages)));
                    yield new ModelAndView("redirect:" + mine.path() + "/liberer");
                }
                case Attested.SampleFirst _ -> refused(page(mine, id, "hygiene.refused.sample"));
                case Attested.Changed _ -> refused(page(mine, id, "hygiene.refused.changed"));
            };
        } catch (MailStore.Unavailable down) {
            throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE);
        }
    }

    /** They go without proof, with one reason for all. */
    @PostMapping("/suppression")
    ModelAndView remove(
            @PathVariable("box") String box,
            @RequestParam("choix") long id,
            @RequestParam("shown") String shown,
            @RequestParam(name = "shownTrash", defaultValue = "") String shownTrash,
            @RequestParam(name = "way", defaultValue = "ASIDE") Way way,
            @RequestParam(name = "reason", defaultValue = "") String reason) {
        var mine = own.of(box);
        var terms = new Terms(way, Shown.parse(way == Way.TRASH ? shownTrash : shown), reason);
        try {
            var choice = choice(mine, SpacePages.stock(stocktaking, mine), id);
            if (choice.isEmpty()) return over(mine);
            return switch (attesting.remove(mine.actor(), mine.hosted(), choice.get(), terms)) {
                case Ordered.Begun(var cleaning) ->
                    new ModelAndView("redirect:" + mine.path() + "/nettoyages/" + cleaning);
                case Ordered.GoingOn(var cleaning) ->
                    new ModelAndView("redirect:" + mine.path() + "/nettoyages/" + cleaning);
                case Ordered.Nothing _ -> refused(page(mine, id, "hygiene.refused.nothing"));
                case Ordered.Changed _ -> refused(page(mine, id, "hygiene.refused.changed"));
                case Ordered.ReasonNeeded _ -> refused(page(mine, id, "hygiene.refused.reason"));
                case Ordered.Held _ -> refused(page(mine, id, "hygiene.refused.held"));
            };
        } catch (MailStore.Unavailable down) {
            throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE);
        }
    }

    private static ModelAndView refused(ModelAndView page) {
        page.setStatus(HttpStatus.CONFLICT);
        return page;
    }
}
