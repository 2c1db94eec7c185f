package fr.balise.promotion.web;

import fr.balise.identity.Pace;
import fr.balise.promotion.PromotionSettings;
import fr.balise.promotion.telling.Announcing;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The page behind the link of a notice: the address that is preferred now, and "C'est noté". Opening it changes nothing, since link
 * scanners open links. All messages of one sending have the same link, so that pressing says that somebody did, never who.
 */
@Controller
@RequestMapping(Announcing.PAGE + "{token:[0-9A-Za-z_-]{1,40}}")
class NotedPages {
    private static final int CLIENTS = 20_000;

    private final Announcing announcing;
    private final Pace pace;

    NotedPages(Announcing announcing, PromotionSettings settings) {
        this.announcing = announcing;
        pace = new Pace(CLIENTS, settings.burst(), settings.requestsPerMinute(), Duration.ofMinutes(1));
    }

    @GetMapping
    ModelAndView page(HttpServletRequest http, HttpServletResponse answer, @PathVariable("token") String token) {
        quiet(answer);
        var page = new ModelAndView("promotion/noted").addObject("token", token);
        if (pace.secondsToWait(http.getRemoteAddr()) > 0) {
            page.setStatus(HttpStatus.TOO_MANY_REQUESTS);
            return page.addObject("busy", true);
        }
        var there = announcing.behind(token);
        if (there.isEmpty()) page.setStatus(HttpStatus.NOT_FOUND);
        return page.addObject("post", there.orElse(null));
    }

    @PostMapping
    String noted(
            HttpServletRequest http,
            HttpServletResponse answer,
            @PathVariable("token") String token,
            RedirectAttributes flash) {
        quiet(answer);
        if (pace.secondsToWait(http.getRemoteAddr()) > 0)
            throw new ResponseStatusException(HttpStatus.TOO_MANY_REQUESTS);
        if (announcing.behind(token).isEmpty()) throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        announcing.noted(token);
        flash.addFlashAttribute("noted", true);
        return "redirect:" + Announcing.PAGE + token;
    }

    private static void quiet(HttpServletResponse answer) {
        answer.setHeader("X-Robots-Tag", "noindex, nofollow");
        answer.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
