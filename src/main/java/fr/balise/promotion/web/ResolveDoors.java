package fr.balise.promotion.web;

import fr.balise.identity.Pace;
import fr.balise.kernel.HomeZone;
import fr.balise.promotion.DocumentKind;
import fr.balise.promotion.PromotionSettings;
import fr.balise.promotion.Question;
import fr.balise.promotion.Resolution;
import fr.balise.promotion.Resolver;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** "Quelle adresse utiliser ?" for people and for programs. Public, like the directory; what was asked is logged nowhere. */
@Controller
class ResolveDoors {
    private static final int CLIENTS = 20_000;

    private final Resolver resolver;
    private final InstantSource clock;
    private final HomeZone home;
    private final Pace pace;

    ResolveDoors(Resolver resolver, InstantSource clock, HomeZone home, PromotionSettings settings) {
        this.resolver = resolver;
        this.clock = clock;
        this.home = home;
        pace = new Pace(CLIENTS, settings.burst(), settings.requestsPerMinute(), Duration.ofMinutes(1));
    }

    /** @param form as it was filled in */
    record Form(String person, String address, String structure, String document) {
        boolean isEmpty() {
            return person.isBlank() && address.isBlank() && structure.isBlank();
        }
    }

    @GetMapping("/api/resolve")
    ResponseEntity<?> resolve(
            HttpServletRequest http,
            @RequestParam(name = "person", defaultValue = "") String person,
            @RequestParam(name = "address", defaultValue = "") String address,
            @RequestParam(name = "structure", defaultValue = "") String structure,
            @RequestParam(name = "document", defaultValue = "") String document) {
        long wait = pace.secondsToWait(http.getRemoteAddr());
        if (wait > 0) return busy(wait);
        return switch (Question.read(person, address, structure, document)) {
            case Question.Read.Not(var why) ->
                problem(HttpStatus.BAD_REQUEST, "bad-question", ResolveWords.unreadable(why));
            case Question.Read.Asked(var question) -> answer(resolver.resolve(question));
        };
    }

    private ResponseEntity<?> answer(Resolution resolution) {
        return switch (resolution) {
            case Resolution.Use use ->
                ResponseEntity.ok()
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(ResolveReply.of(use, home.today(clock)));
            case Resolution.None(var why) -> problem(HttpStatus.NOT_FOUND, word(why), ResolveWords.none(why));
        };
    }

    private static ResponseEntity<ProblemDetail> busy(long seconds) {
        var answer = problem(HttpStatus.TOO_MANY_REQUESTS, "too-many-requests", "Try again in " + seconds + " s.");
        return ResponseEntity.status(answer.getStatusCode())
                .header(HttpHeaders.RETRY_AFTER, Long.toString(seconds))
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(answer.getBody());
    }

    private static ResponseEntity<ProblemDetail> problem(HttpStatus status, String type, String detail) {
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("urn:balise:problem:" + type));
        problem.setTitle(status == HttpStatus.NOT_FOUND ? "No address" : "No answer to this question");
        return ResponseEntity.status(status)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    @GetMapping("/annuaire/adresse")
    ModelAndView form() {
        return page(new Form("", "", "", ""));
    }

    private static ModelAndView page(Form form) {
        return new ModelAndView("promotion/which")
                .addObject("form", form)
                .addObject("documents", DocumentKind.values());
    }

    /** By a form that is sent: whose address is asked for, and which one somebody holds, stands in no URL, thus in no log of a proxy. */
    @PostMapping("/annuaire/adresse")
    ModelAndView ask(
            HttpServletRequest http,
            @RequestParam(name = "person", defaultValue = "") String person,
            @RequestParam(name = "address", defaultValue = "") String address,
            @RequestParam(name = "structure", defaultValue = "") String structure,
            @RequestParam(name = "document", defaultValue = "") String document) {
        var form = new Form(person, address, structure, document);
        var page = page(form);
        if (form.isEmpty()) return page;
        if (pace.secondsToWait(http.getRemoteAddr()) > 0) return said(page, HttpStatus.TOO_MANY_REQUESTS, "busy");
        return switch (Question.read(person, address, structure, document)) {
            case Question.Read.Not(var why) -> said(page, HttpStatus.BAD_REQUEST, "unreadable." + lower(why));
            case Question.Read.Asked(var question) -> told(page, resolver.resolve(question));
        };
    }

    private static ModelAndView told(ModelAndView page, Resolution resolution) {
        return switch (resolution) {
            case Resolution.Use use -> page.addObject("use", use);
            case Resolution.None(var why) -> said(page, HttpStatus.NOT_FOUND, "why." + word(why));
        };
    }

    private static ModelAndView said(ModelAndView page, HttpStatus status, String key) {
        page.setStatus(status);
        return page.addObject("said", "promotion." + key);
    }

    private static String word(Resolution.Why why) {
        return lower(why).replace('_', '-');
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
