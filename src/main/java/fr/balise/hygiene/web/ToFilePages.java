package fr.balise.hygiene.web;

import fr.balise.hygiene.Group;
import fr.balise.hygiene.Item;
import fr.balise.hygiene.Letters;
import fr.balise.hygiene.Refusals;
import fr.balise.hygiene.Stock;
import fr.balise.hygiene.Stocktaking;
import fr.balise.hygiene.ToFile;
import fr.balise.mailbox.Wording;
import fr.balise.mailbox.Words;
import fr.balise.mailbox.lifecycle.MailboxId;
import fr.balise.mailstore.MailStore;
import fr.balise.mailstore.StoredMessage;
import fr.balise.record.Download;
import fr.balise.record.Filer;
import fr.balise.record.Filing;
import fr.balise.record.Habits;
import fr.balise.record.HandOvers;
import fr.balise.record.HandOvers.Ordered;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/**
 * What is to be filed: handed over to record software, or taken away as files [L-M2] [L-M5]. For the holder, and for whoever was given the
 * right to file in this mailbox.
 */
@Controller
@RequestMapping("/classement/{mailbox:[0-9]{1,18}}/documents")
class ToFilePages {
    private static final int SHOWN = 100;

    private final Filing filing;
    private final Stocktaking stocktaking;
    private final ToFile toFile;
    private final Letters letters;
    private final HandOvers handOvers;
    private final Download download;
    private final Refusals refusals;
    private final Habits habits;
    private final Wording wording;
    private final FirstSight first;

    ToFilePages(
            Filing filing,
            Stocktaking stocktaking,
            ToFile toFile,
            Letters letters,
            HandOvers handOvers,
            Download download,
            Refusals refusals,
            Habits habits,
            Wording wording,
            FirstSight first) {
        this.first = first;
        this.filing = filing;
        this.stocktaking = stocktaking;
        this.toFile = toFile;
        this.letters = letters;
        this.handOvers = handOvers;
        this.download = download;
        this.refusals = refusals;
        this.habits = habits;
        this.wording = wording;
    }

    private Filer filer(long mailbox) {
        return filing.of(new MailboxId(mailbox)).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    @GetMapping
    ModelAndView show(
            @PathVariable("mailbox") long mailbox,
            @RequestParam(name = "groupe", required = false) @Nullable String group) {
        var filer = filer(mailbox);
        var path = "/classement/" + mailbox;
        var of = group(group);
        return first.of(
                        filer.account(),
                        filer.mailbox().address(),
                        path + "/documents"
                                + (of == null ? "" : "?groupe=" + of.name().toLowerCase(Locale.ROOT)),
                        path)
                .orElseGet(() -> page(filer, group, null));
    }

    private ModelAndView page(Filer filer, @Nullable String word, @Nullable String wrong) {
        var stock = stock(filer);
        refusals.look(stock);
        var items = toFile.of(stock, group(word));
        var listed = items.stream().limit(SHOWN).toList();
        var heads = heads(stock, listed);
        var zone = filer.mailbox().zone();
        return new ModelAndView("hygiene/to-file")
                .addObject("filer", filer)
                .addObject("group", group(word))
                .addObject("word", word == null ? "" : word)
                .addObject("count", items.size())
                .addObject("octets", items.stream().mapToLong(Item::octets).sum())
                .addObject("choices", handOvers.choices(filer))
                .addObject("habit", habits.of(filer.account()).orElse(null))
                .addObject("most", Download.MOST)
                .addObject("wrong", wrong)
                .addObject(
                        "items",
                        listed.stream()
                                .map(item -> ListedItem.of(item, zone, heads.get(key(item)), null))
                                .toList());
    }

    private Stock stock(Filer filer) {
        try {
            return stocktaking.take(filer.account());
        } catch (MailStore.Unavailable down) {
            return stocktaking.last(filer.account());
        }
    }

    private Map<String, StoredMessage> heads(Stock stock, List<Item> items) {
        try {
            return letters.heads(stock, items);
        } catch (MailStore.Unavailable down) {
            return Map.of();
        }
    }

    private static @Nullable Group group(@Nullable String word) {
        return word == null || word.isEmpty() ? null : GroupPages.group(word);
    }

    static String key(Item item) {
        return item.folder() + "/" + item.uid();
    }

    /** What was ticked; or everything that the page counted. Null when there is something else now. */
    private @Nullable List<Item> chosen(Stock stock, @Nullable String word, Set<String> ticked, @Nullable Integer all) {
        var items = toFile.of(stock, group(word));
        if (all != null) return items.size() == all ? items : null;
        var found = items.stream().filter(item -> ticked.contains(key(item))).toList();
        return found.size() == ticked.size() ? found : null;
    }

    /** @param all how many there were, where all of them are meant */
    @PostMapping("/envoyer")
    ModelAndView send(
            @PathVariable("mailbox") long mailbox,
            @RequestParam(name = "groupe", required = false) @Nullable String group,
            @RequestParam(name = "item", defaultValue = "") Set<String> ticked,
            @RequestParam(name = "all", required = false) @Nullable Integer all,
            @RequestParam(name = "software", defaultValue = "0") long software) {
        var filer = filer(mailbox);
        var stock = stock(filer);
        var items = chosen(stock, group, ticked, all);
        if (items == null) return refused(filer, group, "hygiene.refused.changed");
        return switch (handOvers.order(filer, software, ToFile.places(stock, items))) {
            case Ordered.Begun(var id) -> new ModelAndView("redirect:" + filer.path() + "/envois/" + id);
            case Ordered.GoingOn _ -> refused(filer, group, "record.wrong.going-on");
            case Ordered.Nothing _ -> refused(filer, group, "record.wrong.nothing");
            case Ordered.TooMany _ -> refused(filer, group, "record.wrong.too-many");
            case Ordered.NoSuchSoftware _ -> refused(filer, group, "record.wrong.software");
        };
    }

    @PostMapping("/telecharger")
    @Nullable
    ModelAndView download(
            @PathVariable("mailbox") long mailbox,
            @RequestParam(name = "groupe", required = false) @Nullable String group,
            @RequestParam(name = "item", defaultValue = "") Set<String> ticked,
            @RequestParam(name = "all", required = false) @Nullable Integer all,
            HttpServletResponse response)
            throws IOException {
        var filer = filer(mailbox);
        var stock = stock(filer);
        var items = chosen(stock, group, ticked, all);
        if (items == null) return refused(filer, group, "hygiene.refused.changed");
        if (items.isEmpty()) return refused(filer, group, "record.wrong.nothing");
        if (items.size() > Download.MOST) return refused(filer, group, "record.wrong.too-many-files");
        response.setContentType("application/zip");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"documents.zip\"");
        try {
            download.zip(
                    filer, ToFile.places(stock, items), response.getOutputStream(), key -> wording.of(Words.of(key)));
        } catch (MailStore.Unavailable down) {
            throw new IOException("the mail server went away", down); // half a file must not look like a whole one
        }
        return null;
    }

    private ModelAndView refused(Filer filer, @Nullable String group, String why) {
        var page = page(filer, group, why);
        page.setStatus(HttpStatus.CONFLICT);
        return page;
    }
}
