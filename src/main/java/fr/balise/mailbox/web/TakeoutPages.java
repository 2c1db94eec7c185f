package fr.balise.mailbox.web;

import fr.balise.identity.Actor;
import fr.balise.identity.FreshLogin;
import fr.balise.identity.Subject;
import fr.balise.mailbox.Box;
import fr.balise.mailbox.BoxId;
import fr.balise.mailbox.Census;
import fr.balise.mailbox.OwnConnections;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.takeout.Exports;
import fr.balise.mailbox.takeout.Exports.Ordered;
import fr.balise.mailbox.takeout.FileAnswer;
import fr.balise.mailbox.takeout.MailSource;
import fr.balise.mailbox.takeout.Passphrase;
import fr.balise.mailbox.takeout.TakeoutSettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** "Télécharger tout": order the file, see it grow, take it away [L-I8]. */
@Controller
@RequestMapping("/mes-boites/{box}/recuperer")
class TakeoutPages {
    private final Here here;
    private final Census census;
    private final OwnConnections connections;
    private final Closing closing;
    private final ObjectProvider<Exports> exports;
    private final FileAnswer answer;
    private final FreshLogin login;
    private final TakeoutSettings settings;

    TakeoutPages(
            Here here,
            Census census,
            OwnConnections connections,
            Closing closing,
            ObjectProvider<Exports> exports,
            FileAnswer answer,
            FreshLogin login,
            TakeoutSettings settings) {
        this.here = here;
        this.census = census;
        this.connections = connections;
        this.closing = closing;
        this.exports = exports;
        this.answer = answer;
        this.login = login;
        this.settings = settings;
    }

    /**
     * What is taken away, and by whom.
     *
     * @param hosted null for a mailbox that another operator holds
     * @param open whether anything can be ordered: not once a connection was removed
     */
    record From(Subject subject, Box box, @Nullable Hosted hosted, boolean open) {
        public BoxId id() {
            return box.id();
        }

        public boolean elsewhere() {
            return hosted == null;
        }

        Actor actor() {
            return subject.actor();
        }

        MailSource source() {
            return hosted == null
                    ? new MailSource.Elsewhere(box.id(), box.address())
                    : new MailSource.Held(hosted.id());
        }
    }

    /** 404 for what is neither held here nor connected, as for what is not this person's. */
    private From from(String id) {
        var subject = here.subject();
        var box = Here.shown(census.box(subject, Here.box(id)));
        if (!connections.concerns(subject, box)) {
            var mailbox = closing.toDecide(id);
            return new From(subject, mailbox.box(), mailbox.hosted(), true);
        }
        var from = new From(subject, box, null, connections.since(subject, box).isPresent());
        if (!from.open() && exports().mine(from.actor(), from.source()).isEmpty())
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        return from;
    }

    @GetMapping
    ModelAndView show(@PathVariable("box") String box) {
        return page(from(box), Passphrase.proposed());
    }

    /** @param passphrase as typed or proposed; it is shown on this form and never again */
    @PostMapping
    ModelAndView order(
            @PathVariable("box") String box,
            @RequestParam(name = "protect", defaultValue = "false") boolean protect,
            @RequestParam(name = "passphrase", defaultValue = "") String passphrase,
            @RequestParam(name = "noted", defaultValue = "false") boolean noted,
            @RequestParam(name = "mbox", defaultValue = "false") boolean mbox,
            @RequestParam(name = "attachments", defaultValue = "false") boolean attachments) {
        var mailbox = from(box);
        if (!noted) return refused(mailbox, passphrase, "mailbox.takeout.refused.noted");
        var phrase = protect ? passphrase.strip() : null;
        return switch (ordered(mailbox, phrase, mbox, attachments)) {
            case Ordered.Begun _, Ordered.GoingOn _ ->
                new ModelAndView("redirect:/mes-boites/" + mailbox.id() + "/recuperer");
            case Ordered.NotAllowed(var because) ->
                refused(mailbox, passphrase, because.words().key());
            case Ordered.WeakPassphrase _ -> refused(mailbox, passphrase, "mailbox.takeout.refused.weak");
            case Ordered.NotConnected _ -> refused(mailbox, passphrase, "mailbox.connection.refused.gone");
            case Ordered.Suspended _ -> refused(mailbox, passphrase, "mailbox.copy.refused.suspended");
            case Ordered.Erased _ -> throw new ResponseStatusException(HttpStatus.CONFLICT);
        };
    }

    private Ordered ordered(From from, @Nullable String passphrase, boolean mbox, boolean attachments) {
        var hosted = from.hosted();
        return hosted == null
                ? exports()
                        .order(
                                from.actor(),
                                new MailSource.Elsewhere(from.id(), from.box().address()),
                                passphrase,
                                mbox,
                                attachments)
                : exports().order(from.actor(), hosted, passphrase, mbox, attachments);
    }

    private ModelAndView refused(From mailbox, String passphrase, String why) {
        var page = page(mailbox, passphrase.isBlank() ? Passphrase.proposed() : passphrase)
                .addObject("wrong", why);
        page.setStatus(HttpStatus.CONFLICT);
        return page;
    }

    private ModelAndView page(From mailbox, String passphrase) {
        var actor = mailbox.actor();
        var export = exports().mine(actor, mailbox.source());
        var job = export.flatMap(exports()::job);
        var file = export.flatMap(one -> exports().file(actor, one));
        return new ModelAndView("mailbox/takeout")
                .addObject("mailbox", mailbox)
                .addObject("made", file.isPresent() ? export.orElseThrow() : null)
                .addObject(
                        "job",
                        job.filter(one -> !one.state().hasEnded() || one.state() == fr.balise.jobs.Job.State.FAILED)
                                .orElse(null))
                .addObject("fresh", login.within(settings.freshLogin()))
                .addObject("minutes", settings.freshLogin().toMinutes())
                .addObject("days", settings.keep().toDays())
                .addObject("passphrase", passphrase);
    }

    /** A GET, so that a broken download goes on where it stopped; the path names nobody. */
    @GetMapping("/fichier")
    void download(@PathVariable("box") String box, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var mailbox = from(box);
        var actor = mailbox.actor();
        var export = exports()
                .mine(actor, mailbox.source())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        var file = exports().file(actor, export).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        if (!login.within(settings.freshLogin())) {
            response.sendRedirect("/mes-boites/" + mailbox.id() + "/recuperer");
            return;
        }
        answer.give(actor, export, file, request, response);
    }

    /** Without mail servers there is nothing to take away. */
    private Exports exports() {
        var there = exports.getIfAvailable();
        if (there == null) throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        return there;
    }
}
