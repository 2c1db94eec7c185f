package fr.balise.hygiene.web;

import fr.balise.hygiene.Attesting;
import fr.balise.hygiene.Attesting.Attested;
import fr.balise.hygiene.Attesting.Drawn;
import fr.balise.hygiene.Group;
import fr.balise.hygiene.Item;
import fr.balise.hygiene.Letters;
import fr.balise.hygiene.Refusals;
import fr.balise.hygiene.Shown;
import fr.balise.hygiene.Stock;
import fr.balise.hygiene.Stocktaking;
import fr.balise.hygiene.web.Own.Mine;
import fr.balise.mailbox.Wording;
import fr.balise.mailbox.Words;
import fr.balise.mailstore.MailStore;
import fr.balise.record.Habits;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

/** The messages of a group, a sample of them to be opened, and the word that they are filed [L-M2]. */
@Controller
@RequestMapping("/mes-boites/{box}/espace/groupes/{group:[a-z_]{1,30}}")
class GroupPages {
    private static final int SHOWN = 100;

    private final Own own;
    private final Stocktaking stocktaking;
    private final Attesting attesting;
    private final Letters letters;
    private final Refusals refusals;
    private final Habits habits;
    private final Wording wording;

    GroupPages(
            Own own,
            Stocktaking stocktaking,
            Attesting attesting,
            Letters letters,
            Refusals refusals,
            Habits habits,
            Wording wording) {
        this.own = own;
        this.stocktaking = stocktaking;
        this.attesting = attesting;
        this.letters = letters;
        this.refusals = refusals;
        this.habits = habits;
        this.wording = wording;
    }

    @GetMapping
    ModelAndView show(@PathVariable("box") String box, @PathVariable("group") String group) {
        return page(own.of(box), group(group), null);
    }

    private ModelAndView page(Mine mine, Group group, @Nullable String wrong) {
        var stock = SpacePages.stock(stocktaking, mine);
        if (group == Group.FAILURES) refusals.look(stock);
        var items = attesting.of(stock, group);
        var sample = group.canBeAttested()
                ? attesting.sample(mine.actor(), stock.account(), group, items)
                : List.<Drawn>of();
        var drawn = new HashMap<String, Boolean>();
        sample.forEach(one -> drawn.put(one.folder() + "/" + one.uid(), one.opened()));
        // The sample stands first.
        var listed = items.stream()
                .sorted(Comparator.comparing((Item item) -> !drawn.containsKey(key(item))))
                .limit(SHOWN)
                .toList();
        var heads = heads(stock, listed);
        return new ModelAndView("hygiene/group")
                .addObject("mine", mine)
                .addObject("group", group)
                .addObject("count", items.size())
                .addObject("shown", Attesting.weight(items).shown())
                .addObject("octets", items.stream().mapToLong(Item::octets).sum())
                .addObject("left", sample.stream().filter(one -> !one.opened()).count())
                .addObject("sample", sample.size())
                .addObject("wrong", wrong)
                .addObject(
                        "habit",
                        habits.of(stock.account()).map(Habits.Said::habit).orElse(null))
                .addObject(
                        "items",
                        listed.stream()
                                .map(item -> ListedItem.of(
                                        item, mine.hosted().zone(), heads.get(key(item)), drawn.get(key(item))))
                                .toList());
    }

    private Map<String, fr.balise.mailstore.StoredMessage> heads(Stock stock, List<Item> items) {
        try {
            return letters.heads(stock, items);
        } catch (MailStore.Unavailable down) {
            return Map.of();
        }
    }

    private static String key(Item item) {
        return item.folder() + "/" + item.uid();
    }

    static Group group(String word) {
        try {
            return Group.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException none) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }

    @PostMapping("/attester")
    ModelAndView attest(
            @PathVariable("box") String box,
            @PathVariable("group") String word,
            @RequestParam("shown") String shown,
            RedirectAttributes flash) {
        var mine = own.of(box);
        var group = group(word);
        if (!group.canBeAttested()) throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        try {
            return switch (attesting.attest(mine.actor(), mine.hosted(), group, Shown.parse(shown))) {
                case Attested.Done(var messages) -> {
                    flash.addFlashAttribute("done", wording.of(Words.of("hygiene.attested", messages)));
                    yield new ModelAndView("redirect:" + mine.path() + "/liberer");
                }
                case Attested.SampleFirst _ -> refused(mine, group, "hygiene.refused.sample");
                case Attested.Changed _ -> refused(mine, group, "hygiene.refused.changed");
            };
        } catch (MailStore.Unavailable down) {
            throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE);
        }
    }

    private ModelAndView refused(Mine mine, Group group, String why) {
        var page = page(mine, group, why);
        page.setStatus(HttpStatus.CONFLICT);
        return page;
    }
}
