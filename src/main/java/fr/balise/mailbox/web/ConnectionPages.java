package fr.balise.mailbox.web;

import fr.balise.identity.Subject;
import fr.balise.mailbox.Box;
import fr.balise.mailbox.Census;
import fr.balise.mailbox.OwnConnections;
import fr.balise.mailbox.OwnConnections.Looked;
import fr.balise.mailbox.elsewhere.RepliesElsewhere;
import jakarta.servlet.http.HttpSession;
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

/** A mailbox that another operator holds, looked into by its holder. What is seen stands in the answer alone: no session keeps it. */
@Controller
@RequestMapping("/mes-boites/{box}/connexion")
class ConnectionPages {
    /** Far more than any operator's passwords have. */
    private static final int LONGEST = 256;

    private final Here here;
    private final Census census;
    private final OwnConnections connections;
    private final RepliesElsewhere replies;
    private final SessionTokens tokens;
    private final Told told;

    ConnectionPages(
            Here here,
            Census census,
            OwnConnections connections,
            RepliesElsewhere replies,
            SessionTokens tokens,
            Told told) {
        this.here = here;
        this.census = census;
        this.connections = connections;
        this.replies = replies;
        this.tokens = tokens;
        this.told = told;
    }

    @GetMapping
    ModelAndView page(@PathVariable("box") String box, HttpSession session) {
        var subject = here.subject();
        return page(subject, own(subject, box), session);
    }

    private Box own(Subject subject, String id) {
        var box = Here.shown(census.box(subject, Here.box(id)));
        if (!connections.concerns(subject, box)) throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        return box;
    }

    private ModelAndView page(Subject subject, Box box, HttpSession session) {
        var standing = replies.standing(subject, box);
        return new ModelAndView("mailbox/connection")
                .addObject("box", box)
                .addObject("possible", connections.possible(box))
                .addObject("replying", replies.possible(box))
                .addObject("standing", standing.orElse(null))
                .addObject("pointless", standing.filter(replies::isPointless).isPresent())
                .addObject("token", tokens.of(session, box.id()).orElse(null))
                .addObject("minutes", SessionTokens.LONGEST.toMinutes())
                .addObject("since", connections.since(subject, box).orElse(null));
    }

    @PostMapping
    ModelAndView connect(
            @PathVariable("box") String id, @RequestParam("password") String password, HttpSession session) {
        var subject = here.subject();
        var box = own(subject, id);
        if (password.isBlank() || password.length() > LONGEST)
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        var looked = connections.connect(subject, box, password.strip());
        if (looked instanceof Looked.Seen) tokens.forget(session, box.id());
        return looked(subject, box, looked, session);
    }

    /** For this session alone. */
    @PostMapping("/jeton")
    ModelAndView once(@PathVariable("box") String id, @RequestParam("token") String token, HttpSession session) {
        var subject = here.subject();
        var box = own(subject, id);
        var once = connections.lookOnce(subject, box, token.strip());
        if (once.looked() instanceof Looked.Seen) tokens.keep(session, box.id(), once.sealed());
        return looked(subject, box, once.looked(), session);
    }

    @PostMapping("/jeton/oublier")
    ModelAndView forgetToken(@PathVariable("box") String id, HttpSession session, RedirectAttributes flash) {
        var box = own(here.subject(), id);
        tokens.forget(session, box.id());
        flash.addFlashAttribute("done", told.of("mailbox.connection.token.forgotten"));
        return new ModelAndView("redirect:/mes-boites/" + box.id() + "/connexion");
    }

    @PostMapping("/photo")
    ModelAndView look(@PathVariable("box") String id, HttpSession session) {
        var subject = here.subject();
        var box = own(subject, id);
        var token = tokens.of(session, box.id());
        var looked = connections.since(subject, box).isEmpty() && token.isPresent()
                ? connections.look(subject, box, token.get().sealed())
                : connections.look(subject, box);
        if (OwnConnections.isOver(looked)) tokens.forget(session, box.id());
        return looked(subject, box, looked, session);
    }

    private ModelAndView looked(Subject subject, Box box, Looked looked, HttpSession session) {
        var page = page(subject, box, session);
        switch (looked) {
            case Looked.Seen(var photo) -> page.addObject("photo", photo);
            case Looked.Refused(var words) -> {
                page.addObject("refused", words);
                page.setStatus(HttpStatus.CONFLICT);
            }
        }
        return page;
    }

    @PostMapping("/retirer")
    ModelAndView forget(@PathVariable("box") String id, RedirectAttributes flash) {
        var subject = here.subject();
        var box = own(subject, id);
        connections.forget(subject, box);
        flash.addFlashAttribute("done", told.of("mailbox.connection.removed"));
        return new ModelAndView("redirect:/mes-boites/" + box.id());
    }
}
