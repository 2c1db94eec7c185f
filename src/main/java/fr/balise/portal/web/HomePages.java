package fr.balise.portal.web;

import fr.balise.identity.FreshLogin;
import fr.balise.identity.Rights;
import fr.balise.identity.Subject;
import fr.balise.mailbox.Finding;
import fr.balise.mailbox.Findings;
import fr.balise.mailbox.Outcome;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** Home: for a visitor what Balise is; for a person one sentence, one button, at most three findings. */
@Controller
class HomePages {
    private final Rights rights;
    private final Findings findings;
    private final FreshLogin login;

    HomePages(Rights rights, Findings findings, FreshLogin login) {
        this.rights = rights;
        this.findings = findings;
        this.login = login;
    }

    @GetMapping("/")
    ModelAndView home() {
        if (login.isDue()) return new ModelAndView("redirect:/connexion");
        return rights.subject().map(this::home).orElseGet(this::withoutMailboxes);
    }

    /** Somebody who came to help and helps nobody now is told what to do; staff and visitors see what Balise is. */
    private ModelAndView withoutMailboxes() {
        var helpsNobody =
                rights.actor().filter(actor -> actor.roles().isEmpty()).isPresent();
        return new ModelAndView(helpsNobody ? "portal/helps-nobody" : "portal/welcome");
    }

    private ModelAndView home(Subject subject) {
        var summary = shown(findings.home(subject));
        return new ModelAndView("portal/home")
                .addObject("summary", summary)
                .addObject("shown", points(summary.shown()))
                .addObject("folded", points(summary.folded()))
                .addObject("dismissed", shown(findings.dismissed(subject)))
                .addObject("mayDecide", subject.may(Subject.Right.DECIDE))
                .addObject("mayPrepare", subject.may(Subject.Right.PREPARE));
    }

    private static List<Point> points(List<Finding> findings) {
        return findings.stream().map(Point::of).toList();
    }

    private static <T> T shown(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T>(var value) -> value;
            case Outcome.Refused<T> _ -> throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        };
    }
}
