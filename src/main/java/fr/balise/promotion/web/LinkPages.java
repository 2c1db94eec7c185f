package fr.balise.promotion.web;

import fr.balise.identity.Pace;
import fr.balise.promotion.PromotionSettings;
import fr.balise.promotion.ServiceSignpost;
import fr.balise.promotion.ServiceSignposts;
import fr.balise.promotion.Signposts;
import fr.balise.promotion.kit.Kits;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/**
 * The page behind a QR code: the address that is preferred now. Public; whoever looks is neither counted nor noted, and search engines
 * are told to leave it alone. An unknown code, one that is switched off and one with nothing public behind it get the same answer.
 */
@Controller
class LinkPages {
    private static final int CLIENTS = 20_000;

    private final Signposts signposts;
    private final ServiceSignposts services;
    private final Pace pace;

    LinkPages(Signposts signposts, ServiceSignposts services, PromotionSettings settings) {
        this.signposts = signposts;
        this.services = services;
        pace = new Pace(CLIENTS, settings.burst(), settings.requestsPerMinute(), Duration.ofMinutes(1));
    }

    @GetMapping(Kits.PAGE + "{code:[0-9A-Za-z]{1,40}}")
    ModelAndView page(HttpServletRequest http, HttpServletResponse answer, @PathVariable("code") String code) {
        answer.setHeader("X-Robots-Tag", "noindex, nofollow");
        answer.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        var page = new ModelAndView("promotion/link");
        if (pace.secondsToWait(http.getRemoteAddr()) > 0) {
            page.setStatus(HttpStatus.TOO_MANY_REQUESTS);
            return page.addObject("busy", true);
        }
        var there = signposts.behind(code);
        var desk = there.isPresent() ? Optional.<ServiceSignpost>empty() : services.behind(code);
        if (there.isEmpty() && desk.isEmpty()) page.setStatus(HttpStatus.NOT_FOUND);
        return page.addObject("post", there.orElse(null)).addObject("desk", desk.orElse(null));
    }
}
