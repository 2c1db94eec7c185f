package fr.balise.mailbox.web;

import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.closing.Drafts;
import fr.balise.mailbox.closing.Drafts.Kind;
import fr.balise.mailbox.lifecycle.Command;
import fr.balise.mailbox.lifecycle.Decision;
import fr.balise.mailbox.lifecycle.Gate;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.OwnMailboxes;
import fr.balise.mailbox.lifecycle.Retrieval;
import fr.balise.mailbox.lifecycle.State;
import fr.balise.mailbox.lifecycle.Takeout;
import fr.balise.mailbox.lifecycle.Terms;
import fr.balise.mailbox.lifecycle.Transfer.Use;
import fr.balise.mailbox.lifecycle.Transfers;
import fr.balise.mailbox.web.Closing.Mailbox;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
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
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** From depublished to its end, and back: what is inside, taking it away, the day, changing one's mind [L-I7] [L-I8]. */
@Controller
@RequestMapping("/mes-boites/{box}")
class DeletionPages {
    private final Closing closing;
    private final Lifecycle lifecycle;
    private final OwnMailboxes own;
    private final Drafts drafts;
    private final Transfers transfers;
    private final ObjectProvider<Takeout> takeouts;
    private final Terms terms;
    private final Told told;

    DeletionPages(
            Closing closing,
            Lifecycle lifecycle,
            OwnMailboxes own,
            Drafts drafts,
            Transfers transfers,
            ObjectProvider<Takeout> takeouts,
            Terms terms,
            Told told) {
        this.closing = closing;
        this.lifecycle = lifecycle;
        this.own = own;
        this.drafts = drafts;
        this.transfers = transfers;
        this.takeouts = takeouts;
        this.terms = terms;
        this.told = told;
    }

    @GetMapping("/supprimer")
    ModelAndView ask(@PathVariable("box") String box) {
        var mailbox = closing.toAct(box);
        // Nothing to ask for in any other state: that page says where the mailbox stands and what is possible.
        if (!(mailbox.life().state() instanceof State.Depublished)) return back(mailbox);
        var draft = drafts.of(mailbox.hosted().id(), Kind.REQUEST_DELETION);
        return asked(mailbox, draft.map(d -> DeletionForm.of(d.form())).orElse(DeletionForm.EMPTY));
    }

    @PostMapping("/supprimer")
    ModelAndView schedule(
            @PathVariable("box") String box,
            @RequestParam("seen") long seen,
            @RequestParam Map<String, String> typed,
            RedirectAttributes flash) {
        var mailbox = closing.toAct(box);
        var form = DeletionForm.of(typed);
        if (!mailbox.mayDecide()) {
            Here.shown(drafts.save(mailbox.subject(), mailbox.hosted(), Kind.REQUEST_DELETION, form.fields()));
            flash.addFlashAttribute("done", told.of("mailbox.closing.prepared"));
            return back(mailbox);
        }
        return switch (apply(mailbox, form.command(newAddress(mailbox)), seen)) {
            case Decision.Refused(var why) -> ClosingPages.refused(asked(mailbox, form), why);
            case Decision.Changed _, Decision.Unchanged _ -> {
                drafts.drop(mailbox.subject(), mailbox.hosted().id(), Kind.REQUEST_DELETION);
                yield back(mailbox);
            }
        };
    }

    /** "J'ai récupéré ce qui m'est utile" */
    @PostMapping("/recupere")
    ModelAndView retrieved(@PathVariable("box") String box, @RequestParam("seen") long seen, RedirectAttributes flash) {
        var mailbox = closing.toDecide(box);
        return switch (apply(mailbox, new Command.Retrieve(Retrieval.How.SAID), seen)) {
            case Decision.Refused(var why) -> ClosingPages.refused(asked(mailbox, DeletionForm.EMPTY), why);
            case Decision.Changed _, Decision.Unchanged _ ->
                new ModelAndView("redirect:/mes-boites/" + mailbox.id() + "/supprimer");
        };
    }

    @PostMapping("/annuler-suppression")
    ModelAndView takeBack(@PathVariable("box") String box, @RequestParam("seen") long seen, RedirectAttributes flash) {
        return changed(closing.toDecide(box), new Command.TakeBack(), seen, "mailbox.closing.taken-back", flash);
    }

    @PostMapping("/reporter")
    ModelAndView postpone(
            @PathVariable("box") String box,
            @RequestParam("seen") long seen,
            @RequestParam("to") LocalDate to,
            RedirectAttributes flash) {
        return changed(closing.toDecide(box), new Command.Postpone(to), seen, "mailbox.closing.postponed", flash);
    }

    private ModelAndView changed(Mailbox mailbox, Command command, long seen, String done, RedirectAttributes flash) {
        return switch (apply(mailbox, command, seen)) {
            case Decision.Refused(var why) -> {
                flash.addFlashAttribute("refused", why.words());
                yield back(mailbox);
            }
            case Decision.Changed _, Decision.Unchanged _ -> {
                flash.addFlashAttribute("done", told.of(done));
                yield back(mailbox);
            }
        };
    }

    private Decision apply(Mailbox mailbox, Command command, long seen) {
        return Here.shown(own.apply(mailbox.subject(), mailbox.id(), command, seen));
    }

    private static ModelAndView back(Mailbox mailbox) {
        return new ModelAndView("redirect:/mes-boites/" + mailbox.id() + "/fermeture");
    }

    /** The one that the automatic reply names: what senders were told before is what they are told now. */
    private static @Nullable MailAddress newAddress(Mailbox mailbox) {
        var depublished = mailbox.life().depublished();
        var reply = depublished == null ? null : depublished.reply();
        return reply == null ? null : reply.newAddress();
    }

    private ModelAndView asked(Mailbox mailbox, DeletionForm form) {
        if (!mailbox.life().closing()) throw new ResponseStatusException(HttpStatus.CONFLICT);
        var before = lifecycle.before(mailbox.hosted().id());
        var export = transfers.ask(Use.EXPORT, mailbox.hosted(), null);
        var takeout = Optional.ofNullable(takeouts.getIfAvailable());
        return new ModelAndView("mailbox/delete")
                .addObject("mailbox", mailbox)
                .addObject("life", mailbox.life())
                .addObject("form", form)
                .addObject("inside", before.inside())
                .addObject("gates", before.shut().stream().map(Shut::of).toList())
                .addObject("export", export)
                .addObject("takeout", takeout.map(t -> t.page(mailbox.id())).orElse(null))
                .addObject(
                        "made",
                        takeout.flatMap(t -> t.latest(mailbox.hosted().id())).orElse(null))
                .addObject("newAddress", newAddress(mailbox))
                .addObject("waiting", terms.waiting().getDays())
                .addObject(
                        "draft",
                        drafts.of(mailbox.hosted().id(), Kind.REQUEST_DELETION).orElse(null));
    }

    /**
     * A gate as the page draws it.
     *
     * @param kind ending of the message keys, and the field that opens it
     */
    record Shut(String kind, Gate gate) {
        static Shut of(Gate gate) {
            return new Shut(
                    switch (gate) {
                        case Gate.Unknown _ -> "unknown";
                        case Gate.UnreadDocuments _ -> "unread";
                        case Gate.WithoutProof _ -> "without-proof";
                        case Gate.StillReceiving _ -> "still-receiving";
                        case Gate.Early _ -> "early";
                        case Gate.NothingRetrieved _ -> "nothing-retrieved";
                        case Gate.SinceRetrieved _ -> "since-retrieved";
                    },
                    gate);
        }
    }
}
