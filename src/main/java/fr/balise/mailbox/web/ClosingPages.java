package fr.balise.mailbox.web;

import fr.balise.mailbox.closing.Drafts;
import fr.balise.mailbox.closing.Drafts.Kind;
import fr.balise.mailbox.lifecycle.AutoReply;
import fr.balise.mailbox.lifecycle.Command;
import fr.balise.mailbox.lifecycle.Decision;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.LifecycleRules;
import fr.balise.mailbox.lifecycle.OwnMailboxes;
import fr.balise.mailbox.lifecycle.ReplyText;
import fr.balise.mailbox.lifecycle.Terms;
import fr.balise.mailbox.web.Closing.Mailbox;
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
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Out of the directory, with an automatic reply, and back [L-I4] [L-I5]. */
@Controller
@RequestMapping("/mes-boites/{box}")
class ClosingPages {
    private final Closing closing;
    private final OwnMailboxes own;
    private final Drafts drafts;
    private final Lifecycle lifecycle;
    private final ReplyText text;
    private final Terms terms;
    private final Told told;

    ClosingPages(
            Closing closing,
            OwnMailboxes own,
            Drafts drafts,
            Lifecycle lifecycle,
            ReplyText text,
            Terms terms,
            Told told) {
        this.closing = closing;
        this.own = own;
        this.drafts = drafts;
        this.lifecycle = lifecycle;
        this.text = text;
        this.terms = terms;
        this.told = told;
    }

    /** Where the closing stands, and what can be done. */
    @GetMapping("/fermeture")
    ModelAndView where(@PathVariable("box") String box) {
        return where(closing.of(box));
    }

    private ModelAndView where(Mailbox mailbox) {
        var page = new ModelAndView("mailbox/closing")
                .addObject("mailbox", mailbox)
                .addObject("life", mailbox.life());
        var reply = mailbox.life().reply();
        if (reply != null) {
            previewed(page, mailbox, reply);
            page.addObject("pointless", lifecycle.isEnding(reply.newAddress()));
        }
        var scheduled = mailbox.life().scheduled();
        if (scheduled != null) page.addObject("latest", LifecycleRules.latest(mailbox.hosted(), scheduled, terms));
        return page.addObject("drafts", drafts.of(mailbox.hosted().id()));
    }

    /** "Ce qui va se passer"; for a mailbox that is depublished already, another reply. */
    @GetMapping("/depublier")
    ModelAndView ask(@PathVariable("box") String box) {
        var mailbox = closing.toAct(box);
        var targets = closing.targets(mailbox);
        return asked(mailbox, targets, form(mailbox, targets));
    }

    private @Nullable ReplyForm form(Mailbox mailbox, List<Target> targets) {
        var draft = drafts.of(mailbox.hosted().id(), Kind.DEPUBLISH);
        if (draft.isPresent() && !targets.isEmpty())
            return ReplyForm.of(draft.get().form());
        var standing = mailbox.life().reply();
        if (standing != null)
            return ReplyForm.standing(
                    standing,
                    targets.stream()
                            .filter(target -> target.address()
                                    .equals(standing.newAddress().toString()))
                            .findFirst()
                            .orElse(null));
        return targets.isEmpty()
                ? null
                : ReplyForm.proposed(
                        targets.getFirst(),
                        closing.proposal(mailbox),
                        mailbox.box().days().today());
    }

    /** The reply as it would leave now; nothing is kept. */
    @PostMapping("/depublier/apercu")
    ModelAndView preview(
            @PathVariable("box") String box,
            @RequestParam Map<String, String> form,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx) {
        var mailbox = closing.toAct(box);
        var targets = closing.targets(mailbox);
        var page = asked(mailbox, targets, ReplyForm.of(form).following(targets, closing.proposal(mailbox)));
        if (htmx != null) page.setViewName("mailbox/depublish :: reply");
        return page;
    }

    @PostMapping("/depublier")
    ModelAndView depublish(
            @PathVariable("box") String box,
            @RequestParam("seen") long seen,
            @RequestParam Map<String, String> typed,
            RedirectAttributes flash) {
        var mailbox = closing.toAct(box);
        var targets = closing.targets(mailbox);
        var form = ReplyForm.of(typed).following(targets, closing.proposal(mailbox));
        if (typed.containsKey("silent")) return done(mailbox, targets, form, null, seen, flash);
        return switch (form.read(targets)) {
            case ReplyForm.Reading.Bad(var wrongs) -> {
                var page = asked(mailbox, targets, form).addObject("wrongs", wrongs);
                page.setStatus(HttpStatus.CONFLICT);
                yield page;
            }
            case ReplyForm.Reading.Good(var reply) -> done(mailbox, targets, form, reply, seen, flash);
        };
    }

    private ModelAndView done(
            Mailbox mailbox,
            List<Target> targets,
            ReplyForm form,
            @Nullable AutoReply reply,
            long seen,
            RedirectAttributes flash) {
        if (!mailbox.mayDecide()) {
            Here.shown(drafts.save(mailbox.subject(), mailbox.hosted(), Kind.DEPUBLISH, form.fields()));
            flash.addFlashAttribute("done", told.of("mailbox.closing.prepared"));
            return back(mailbox);
        }
        return switch (apply(mailbox, new Command.Depublish(reply), seen)) {
            case Decision.Refused(var why) -> refused(asked(mailbox, targets, form), why);
            case Decision.Changed _, Decision.Unchanged _ -> {
                drafts.drop(mailbox.subject(), mailbox.hosted().id(), Kind.DEPUBLISH);
                yield back(mailbox);
            }
        };
    }

    @PostMapping("/republier")
    ModelAndView republish(@PathVariable("box") String box, @RequestParam("seen") long seen, RedirectAttributes flash) {
        var mailbox = closing.toDecide(box);
        return switch (apply(mailbox, new Command.Republish(), seen)) {
            case Decision.Refused(var why) -> refused(where(mailbox), why);
            case Decision.Changed _, Decision.Unchanged _ -> {
                flash.addFlashAttribute("done", told.of("mailbox.closing.republished"));
                yield new ModelAndView("redirect:/mes-boites/" + mailbox.id());
            }
        };
    }

    /** What a delegate prepared is not wanted. */
    @PostMapping("/brouillon")
    ModelAndView drop(@PathVariable("box") String box, @RequestParam("kind") Kind kind) {
        var mailbox = closing.toAct(box);
        drafts.drop(mailbox.subject(), mailbox.hosted().id(), kind);
        return back(mailbox);
    }

    private Decision apply(Mailbox mailbox, Command command, long seen) {
        return Here.shown(own.apply(mailbox.subject(), mailbox.id(), command, seen));
    }

    private static ModelAndView back(Mailbox mailbox) {
        return new ModelAndView("redirect:/mes-boites/" + mailbox.id() + "/fermeture");
    }

    static ModelAndView refused(ModelAndView page, fr.balise.mailbox.lifecycle.Refusal why) {
        page.setStatus(HttpStatus.CONFLICT);
        return page.addObject("refused", why.words());
    }

    private ModelAndView asked(Mailbox mailbox, List<Target> targets, @Nullable ReplyForm form) {
        var page = new ModelAndView("mailbox/depublish")
                .addObject("mailbox", mailbox)
                .addObject("life", mailbox.life())
                .addObject("targets", targets)
                .addObject("form", form)
                .addObject("effect", Effect.of(mailbox.box(), mailbox.view()))
                .addObject(
                        "draft",
                        drafts.of(mailbox.hosted().id(), Kind.DEPUBLISH).orElse(null));
        if (form != null && form.read(targets) instanceof ReplyForm.Reading.Good(var reply))
            previewed(page, mailbox, reply);
        return page;
    }

    private void previewed(ModelAndView page, Mailbox mailbox, AutoReply reply) {
        page.addObject("reply", reply)
                .addObject("french", text.french(mailbox.hosted().address(), reply))
                .addObject("english", text.english(mailbox.hosted().address(), reply));
    }
}
