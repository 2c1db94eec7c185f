package fr.balise.hygiene.web;

import fr.balise.hygiene.Attesting;
import fr.balise.hygiene.Keeping;
import fr.balise.hygiene.Letters;
import fr.balise.hygiene.Stocktaking;
import fr.balise.mailstore.MailStore;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
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

/** One message, shown without being marked as read; its attachments as files, never opened in the page. */
@Controller
@RequestMapping("/mes-boites/{box}/espace/messages/{folder:[0-9]{1,9}}/{uid:[0-9]{1,10}}")
class LetterPages {
    private final Own own;
    private final Stocktaking stocktaking;
    private final Attesting attesting;
    private final Letters letters;
    private final Keeping keeping;

    LetterPages(Own own, Stocktaking stocktaking, Attesting attesting, Letters letters, Keeping keeping) {
        this.own = own;
        this.stocktaking = stocktaking;
        this.attesting = attesting;
        this.letters = letters;
        this.keeping = keeping;
    }

    /** Notes that it was opened. @param group to come back to; null for none @param selection likewise */
    @PostMapping
    String open(
            @PathVariable("box") String box,
            @PathVariable("folder") int folder,
            @PathVariable("uid") long uid,
            @RequestParam(name = "group", required = false) @Nullable String group,
            @RequestParam(name = "choix", required = false) @Nullable Long selection) {
        var mine = own.of(box);
        attesting.opened(mine.actor(), mine.account(), folder, uid);
        var back =
                group == null ? "" : "?groupe=" + GroupPages.group(group).name().toLowerCase(java.util.Locale.ROOT);
        if (selection != null) back = "?choix=" + selection;
        return "redirect:" + mine.path() + "/messages/" + folder + "/" + uid + back;
    }

    @GetMapping
    ModelAndView show(
            @PathVariable("box") String box,
            @PathVariable("folder") int folder,
            @PathVariable("uid") long uid,
            @RequestParam(name = "groupe", required = false) @Nullable String group,
            @RequestParam(name = "choix", required = false) @Nullable Long selection) {
        var mine = own.of(box);
        try {
            var shown = letters.find(stocktaking.last(mine.account()), folder, uid)
                    .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
            return new ModelAndView("hygiene/letter")
                    .addObject("mine", mine)
                    .addObject("letter", shown.letter())
                    .addObject("kept", shown.kept())
                    .addObject("refused", shown.refused())
                    .addObject("html", pictured(shown.letter().html(), mine, folder, uid))
                    .addObject("from", masked(shown.letter().from()))
                    .addObject("here", mine.path() + "/messages/" + folder + "/" + uid)
                    .addObject("spot", folder + "/" + uid)
                    .addObject("selection", selection)
                    .addObject("group", group == null ? null : GroupPages.group(group));
        } catch (MailStore.Unavailable down) {
            throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE);
        }
    }

    /** Keeps it for ever, or lets it go again. */
    @PostMapping("/garder")
    String keep(
            @PathVariable("box") String box,
            @PathVariable("folder") int folder,
            @PathVariable("uid") long uid,
            @RequestParam("keep") boolean keep) {
        var mine = own.of(box);
        try {
            keeping.mark(mine.actor(), mine.hosted(), folder, uid, keep);
        } catch (MailStore.Unavailable down) {
            throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE);
        }
        return "redirect:" + mine.path() + "/messages/" + folder + "/" + uid;
    }

    /** Pictures of the message itself, from here. */
    private static @Nullable String pictured(@Nullable String html, Own.Mine mine, int folder, long uid) {
        return html == null
                ? null
                : html.replace(
                        "src=\"images/", "src=\"" + mine.path() + "/messages/" + folder + "/" + uid + "/images/");
    }

    private static String masked(String from) {
        return from.replaceAll("[^\\s<>\"]+@patient\\.mssante\\.fr", "…@patient.mssante.fr");
    }

    @GetMapping("/pieces/{number:[0-9]{1,3}}")
    void attachment(
            @PathVariable("box") String box,
            @PathVariable("folder") int folder,
            @PathVariable("uid") long uid,
            @PathVariable("number") int number,
            HttpServletResponse response) {
        var mine = own.of(box);
        try {
            var there = letters.attachment(stocktaking.last(mine.account()), folder, uid, number, (what, octets) -> {
                response.setContentType("application/octet-stream");
                response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
                response.setHeader(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(name(what.name()), StandardCharsets.UTF_8)
                                .build()
                                .toString());
                octets.transferTo(response.getOutputStream());
            });
            if (!there && !response.isCommitted()) response.sendError(HttpStatus.NOT_FOUND.value());
        } catch (MailStore.Unavailable | IOException cut) {
            throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE);
        }
    }

    /** As its sender called it, without what could be a path or a control. */
    private static String name(String told) {
        var safe = told.replaceAll("[\\p{Cntrl}\\\\/:*?\"<>|\\u202A-\\u202E\\u2066-\\u2069]", "_")
                .strip();
        return safe.isEmpty() ? "piece-jointe" : safe;
    }
}
