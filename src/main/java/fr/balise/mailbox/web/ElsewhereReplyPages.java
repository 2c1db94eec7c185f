package fr.balise.mailbox.web;

import fr.balise.identity.Subject;
import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.Box;
import fr.balise.mailbox.BoxId;
import fr.balise.mailbox.Census;
import fr.balise.mailbox.CensusView;
import fr.balise.mailbox.OwnConnections;
import fr.balise.mailbox.elsewhere.RepliesElsewhere;
import fr.balise.mailbox.elsewhere.RepliesElsewhere.Came;
import fr.balise.mailbox.lifecycle.ChosenMailboxes;
import fr.balise.mailbox.lifecycle.OwnMailboxes;
import fr.balise.mailbox.lifecycle.Owner;
import fr.balise.mailbox.lifecycle.ReplyText;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The automatic reply of a mailbox that another operator holds, laid there by its holder alone [L-I5]. */
@Controller
@RequestMapping("/mes-boites/{box}/connexion/reponse")
class ElsewhereReplyPages {
    private final Here here;
    private final Census census;
    private final OwnConnections connections;
    private final OwnMailboxes own;
    private final RepliesElsewhere replies;
    private final ChosenMailboxes chosen;
    private final ReplyText text;
    private final Told told;

    ElsewhereReplyPages(
            Here here,
            Census census,
            OwnConnections connections,
            OwnMailboxes own,
            RepliesElsewhere replies,
            ChosenMailboxes chosen,
            ReplyText text,
            Told told) {
        this.here = here;
        this.census = census;
        this.connections = connections;
        this.own = own;
        this.replies = replies;
        this.chosen = chosen;
        this.text = text;
        this.told = told;
    }

    /** @param targets where senders can be pointed to, the best first */
    record Mailbox(Subject subject, CensusView view, Box box, List<Target> targets) {
        public BoxId id() {
            return box.id();
        }
    }

    /** 404 for what is not connected, or where no server for filters is named, as for what is not this person's. */
    private Mailbox connected(String id) {
        var subject = here.subject();
        var box = Here.shown(census.box(subject, Here.box(id)));
        if (connections.since(subject, box).isEmpty() || !replies.possible(box))
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        var view = Here.shown(census.of(subject));
        var place = new ChosenMailboxes.At(new Owner.OfPerson(view.nationalId()), box.situation());
        var targets = Target.of(
                box,
                view,
                chosen.key(place).orElse(null),
                one -> own.behind(subject, one),
                one -> replies.copying(box, one));
        return new Mailbox(subject, view, box, targets);
    }

    @GetMapping
    ModelAndView ask(@PathVariable("box") String id) {
        var mailbox = connected(id);
        var form = mailbox.targets().isEmpty()
                ? null
                : ReplyForm.proposed(
                        mailbox.targets().getFirst(),
                        proposal(mailbox),
                        mailbox.box().days().today());
        return asked(mailbox, form);
    }

    private ReplyForm.Proposal proposal(Mailbox mailbox) {
        var person = mailbox.view().person();
        var holder = person == null ? mailbox.subject().actor().name() : person.fullName();
        return (target, language) -> text.proposed(
                holder,
                MailAddress.parse(target.address()),
                target.place().isEmpty() ? null : target.place(),
                language);
    }

    /** The reply as it would leave; nothing is kept, and nobody is asked. */
    @PostMapping("/apercu")
    ModelAndView preview(
            @PathVariable("box") String id,
            @RequestParam Map<String, String> typed,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx) {
        var mailbox = connected(id);
        var page = asked(mailbox, ReplyForm.of(typed).following(mailbox.targets(), proposal(mailbox)));
        if (htmx != null) page.setViewName("mailbox/depublish :: reply");
        return page;
    }

    @PostMapping
    ModelAndView put(
            @PathVariable("box") String id, @RequestParam Map<String, String> typed, RedirectAttributes flash) {
        var mailbox = connected(id);
        var form = ReplyForm.of(typed).following(mailbox.targets(), proposal(mailbox));
        return switch (form.read(mailbox.targets())) {
            case ReplyForm.Reading.Bad(var wrongs) -> {
                var page = asked(mailbox, form).addObject("wrongs", wrongs);
                page.setStatus(HttpStatus.CONFLICT);
                yield page;
            }
            case ReplyForm.Reading.Good(var reply) ->
                came(mailbox, asked(mailbox, form), replies.put(mailbox.subject(), mailbox.box(), reply), flash);
        };
    }

    @PostMapping("/retirer")
    ModelAndView remove(@PathVariable("box") String id, RedirectAttributes flash) {
        var mailbox = connected(id);
        return came(mailbox, null, replies.remove(mailbox.subject(), mailbox.box()), flash);
    }

    @PostMapping("/verifier")
    ModelAndView look(@PathVariable("box") String id, RedirectAttributes flash) {
        var mailbox = connected(id);
        return came(mailbox, null, replies.look(mailbox.subject(), mailbox.box()), flash);
    }

    /** @param asked where a refusal is told; null for the page of the connection */
    private ModelAndView came(Mailbox mailbox, @Nullable ModelAndView asked, Came came, RedirectAttributes flash) {
        var back = "redirect:/mes-boites/" + mailbox.id() + "/connexion";
        return switch (came) {
            case Came.Done(var words) -> {
                flash.addFlashAttribute("done", told.of(words));
                yield new ModelAndView(back);
            }
            case Came.Refused(var words) -> {
                if (asked == null) {
                    flash.addFlashAttribute("refused", words);
                    yield new ModelAndView(back);
                }
                asked.setStatus(HttpStatus.CONFLICT);
                yield asked.addObject("refused", words);
            }
        };
    }

    private ModelAndView asked(Mailbox mailbox, @Nullable ReplyForm form) {
        var page = new ModelAndView("mailbox/connection-reply")
                .addObject("mailbox", mailbox)
                .addObject("targets", mailbox.targets())
                .addObject("form", form)
                .addObject("preview", "/connexion/reponse/apercu")
                .addObject(
                        "standing",
                        replies.standing(mailbox.subject(), mailbox.box()).orElse(null));
        if (form != null && form.read(mailbox.targets()) instanceof ReplyForm.Reading.Good(var reply))
            page.addObject("reply", reply)
                    .addObject("french", text.french(mailbox.box().address(), reply))
                    .addObject("english", text.english(mailbox.box().address(), reply));
        return page;
    }
}
