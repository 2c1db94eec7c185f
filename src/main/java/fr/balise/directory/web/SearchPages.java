package fr.balise.directory.web;

import fr.balise.directory.search.DirectorySearch;
import fr.balise.directory.search.SearchAnswer;
import fr.balise.directory.search.SearchRequest;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The public directory pages: search, a person, a structure. */
@Controller
class SearchPages {
    private static final int SHOWN = 20;

    private final DirectorySearch search;
    private final Choices choices;
    private final RateLimit rate;

    SearchPages(DirectorySearch search, Choices choices, RateLimit rate) {
        this.search = search;
        this.choices = choices;
        this.rate = rate;
    }

    @GetMapping("/annuaire")
    ModelAndView search(
            HttpServletRequest http,
            @RequestParam(name = "q", defaultValue = "") String text,
            @ModelAttribute("filter") AskedFilter filter,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String live) {
        var page = new ModelAndView(live == null ? "directory/search" : "directory/search :: results")
                .addObject("q", text)
                .addObject("filter", filter)
                .addObject("here", here(http));
        if (live == null)
            page.addObject("professions", choices.professions()).addObject("specialties", choices.specialties());
        if (text.isBlank()) return page.addObject("state", "empty");
        if (tooOften(http)) return busy(page);
        var asked = filter.read();
        if (asked.isEmpty() || text.length() > SearchRequest.LONGEST)
            return status(page, HttpStatus.BAD_REQUEST).addObject("state", "unreadable");
        return answered(page, search.search(new SearchRequest(text, asked.get(), SHOWN)));
    }

    @GetMapping("/annuaire/personnes/{id:[0-9]{1,18}}")
    ModelAndView person(HttpServletRequest http, @PathVariable("id") long id) {
        var page = new ModelAndView("directory/person").addObject("here", here(http));
        return tooOften(http) ? busy(page) : one(page, search.person(id));
    }

    @GetMapping("/annuaire/structures/{id:[0-9]{1,18}}")
    ModelAndView structure(HttpServletRequest http, @PathVariable("id") long id) {
        var page = new ModelAndView("directory/structure").addObject("id", id).addObject("here", here(http));
        return tooOften(http) ? busy(page) : one(page, search.structure(id));
    }

    /** What the page asks again by itself while the search is being prepared. */
    private static String here(HttpServletRequest http) {
        return http.getRequestURI() + (http.getQueryString() == null ? "" : "?" + http.getQueryString());
    }

    /** Pages of one person cost a turn as well: their numbers follow each other, and nobody shall read them all. */
    private boolean tooOften(HttpServletRequest http) {
        return rate.secondsToWait(http.getRemoteAddr()) > 0;
    }

    private static ModelAndView busy(ModelAndView page) {
        return status(page, HttpStatus.TOO_MANY_REQUESTS).addObject("state", "busy");
    }

    private static ModelAndView answered(ModelAndView page, SearchAnswer answer) {
        return switch (answer) {
            case SearchAnswer.BeingPrepared(int percent) ->
                status(page, HttpStatus.SERVICE_UNAVAILABLE)
                        .addObject("state", "preparing")
                        .addObject("percent", percent);
            case SearchAnswer.Found found ->
                page.addObject("state", found.hits().isEmpty() ? "none" : found.more() ? "more" : "some")
                        .addObject("hits", found.hits());
        };
    }

    private static ModelAndView one(ModelAndView page, SearchAnswer answer) {
        answered(page, answer);
        if (answer instanceof SearchAnswer.Found found && found.hits().isEmpty()) page.setStatus(HttpStatus.NOT_FOUND);
        return page;
    }

    private static ModelAndView status(ModelAndView page, HttpStatus status) {
        page.setStatus(status);
        return page;
    }
}
