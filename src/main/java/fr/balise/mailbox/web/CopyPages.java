package fr.balise.mailbox.web;

import fr.balise.jobs.Job;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.OwnMailboxes;
import fr.balise.mailbox.lifecycle.State;
import fr.balise.mailbox.takeout.Copies;
import fr.balise.mailbox.takeout.Copies.Ordered;
import fr.balise.mailbox.takeout.Copies.Preview;
import fr.balise.mailbox.web.Closing.Mailbox;
import java.util.ArrayList;
import java.util.List;
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

/** "Copier tout": choose one of one's other mailboxes, see what that brings, follow it [L-I8]. */
@Controller
@RequestMapping("/mes-boites/{box}/copier")
class CopyPages {
    private final Closing closing;
    private final OwnMailboxes own;
    private final ObjectProvider<Copies> copies;

    CopyPages(Closing closing, OwnMailboxes own, ObjectProvider<Copies> copies) {
        this.closing = closing;
        this.own = own;
        this.copies = copies;
    }

    /**
     * One that everything could be copied to.
     *
     * @param possible whether there is anything to do, and nothing against it
     */
    record Choice(Target target, Preview preview, boolean possible) {
        public long messages() {
            return preview.messages();
        }

        /** As people read it; never none. */
        public long megabytes() {
            return inMegabytes(preview.octets());
        }

        public long missing() {
            return inMegabytes(preview.missing());
        }
    }

    private static long inMegabytes(long octets) {
        return (octets + (1 << 20) - 1) >> 20;
    }

    private record Candidate(Target target, Hosted hosted) {}

    @GetMapping
    ModelAndView show(@PathVariable("box") String box) {
        return page(closing.toDecide(box), null);
    }

    /** @param to id of one of the person's other boxes */
    @PostMapping
    ModelAndView order(@PathVariable("box") String box, @RequestParam(name = "to", defaultValue = "") String to) {
        var mailbox = closing.toDecide(box);
        var chosen = candidates(mailbox).stream()
                .filter(one -> one.target().key().equals(to))
                .findFirst();
        if (chosen.isEmpty()) return refused(mailbox, "mailbox.copy.refused.choose");
        return switch (copies().order(
                        mailbox.subject().actor(),
                        mailbox.hosted(),
                        chosen.get().hosted())) {
            case Ordered.Begun _, Ordered.GoingOn _ ->
                new ModelAndView("redirect:/mes-boites/" + mailbox.id() + "/copier");
            case Ordered.NotAllowed(var because) ->
                refused(mailbox, because.words().key());
            case Ordered.NoRoom _ -> refused(mailbox, "mailbox.copy.refused.room");
            case Ordered.NothingNew _ -> refused(mailbox, "mailbox.copy.refused.nothing");
            case Ordered.Suspended _ -> refused(mailbox, "mailbox.copy.refused.suspended");
            case Ordered.Unknown _ -> refused(mailbox, "mailbox.life.gate.unknown");
            case Ordered.Erased _ -> throw new ResponseStatusException(HttpStatus.CONFLICT);
        };
    }

    private ModelAndView refused(Mailbox mailbox, String why) {
        var page = page(mailbox, why);
        page.setStatus(HttpStatus.CONFLICT);
        return page;
    }

    private ModelAndView page(Mailbox mailbox, @Nullable String wrong) {
        var copy = copies().mine(mailbox.subject().actor(), mailbox.hosted());
        var job = copy.map(copies()::job)
                .filter(one -> !one.state().hasEnded() || one.state() == Job.State.FAILED)
                .orElse(null);
        // While it goes on the figures change every second: the progress tells them.
        boolean going = job != null && !job.state().hasEnded();
        var choices = going ? Optional.of(List.<Choice>of()) : choices(mailbox);
        var first = choices.orElse(List.of()).stream().filter(Choice::possible).findFirst();
        return new ModelAndView("mailbox/copy")
                .addObject("mailbox", mailbox)
                .addObject("job", job)
                .addObject("going", going)
                .addObject(
                        "copied",
                        copy.filter(fr.balise.mailbox.takeout.Copy::done).orElse(null))
                .addObject("target", copy.map(one -> address(mailbox, one)).orElse(""))
                .addObject("choices", choices.orElse(null))
                .addObject("first", first.orElse(null))
                .addObject("alike", alike(choices.orElse(List.of())))
                .addObject("wrong", wrong);
    }

    /** Whether the button can name one size for all. */
    private static boolean alike(List<Choice> choices) {
        return choices.stream()
                        .filter(Choice::possible)
                        .map(Choice::messages)
                        .distinct()
                        .count()
                <= 1;
    }

    private String address(Mailbox mailbox, fr.balise.mailbox.takeout.Copy copy) {
        return candidates(mailbox).stream()
                .filter(one -> one.hosted().id().equals(copy.target()))
                .map(one -> one.target().address())
                .findFirst()
                .orElse("");
    }

    /** The person's other active mailboxes here. */
    private List<Candidate> candidates(Mailbox mailbox) {
        var all = new ArrayList<Candidate>();
        for (var target : closing.targets(mailbox))
            if (own.find(mailbox.subject(), target.id()) instanceof Outcome.Done<Hosted>(var hosted)
                    && hosted.state() instanceof State.Active) all.add(new Candidate(target, hosted));
        return all;
    }

    /** Empty when the mail server does not answer. */
    private Optional<List<Choice>> choices(Mailbox mailbox) {
        var candidates = candidates(mailbox);
        boolean active = mailbox.hosted().state() instanceof State.Active;
        return copies().look(
                        mailbox.hosted(),
                        candidates.stream().map(Candidate::hosted).toList())
                .map(previews -> {
                    var choices = new ArrayList<Choice>();
                    for (int n = 0; n < previews.size(); n++) {
                        var preview = previews.get(n);
                        boolean possible =
                                preview.policy().allowed() && preview.fits() && (preview.messages() > 0 || !active);
                        choices.add(new Choice(candidates.get(n).target(), preview, possible));
                    }
                    return choices;
                });
    }

    /** Without mail servers there is nothing to copy. */
    private Copies copies() {
        var there = copies.getIfAvailable();
        if (there == null) throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        return there;
    }
}
