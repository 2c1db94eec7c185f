package fr.balise.mailbox.web;

import fr.balise.identity.Actor;
import fr.balise.identity.Subject;
import fr.balise.jobs.Job;
import fr.balise.mailbox.Box;
import fr.balise.mailbox.BoxId;
import fr.balise.mailbox.Census;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.OwnConnections;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.OwnMailboxes;
import fr.balise.mailbox.lifecycle.State;
import fr.balise.mailbox.lifecycle.Transfer;
import fr.balise.mailbox.lifecycle.Transfers;
import fr.balise.mailbox.takeout.Copies;
import fr.balise.mailbox.takeout.Copies.Looked;
import fr.balise.mailbox.takeout.Copies.Ordered;
import fr.balise.mailbox.takeout.Copies.Preview;
import fr.balise.mailbox.takeout.Copy;
import fr.balise.mailbox.takeout.MailSource;
import java.util.ArrayList;
import java.util.List;
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
    private static final String UNKNOWN = "mailbox.life.gate.unknown";

    private final Here here;
    private final Census census;
    private final OwnConnections connections;
    private final Closing closing;
    private final OwnMailboxes own;
    private final Transfers transfers;
    private final ObjectProvider<Copies> copies;

    CopyPages(
            Here here,
            Census census,
            OwnConnections connections,
            Closing closing,
            OwnMailboxes own,
            Transfers transfers,
            ObjectProvider<Copies> copies) {
        this.here = here;
        this.census = census;
        this.connections = connections;
        this.closing = closing;
        this.own = own;
        this.transfers = transfers;
        this.copies = copies;
    }

    /**
     * What is copied, and by whom.
     *
     * @param hosted null for a mailbox that another operator holds
     * @param candidates the person's other active mailboxes here, the best first
     */
    record From(Subject subject, Box box, @Nullable Hosted hosted, List<Candidate> candidates) {
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
            return hosted == null ? there() : new MailSource.Held(hosted.id());
        }

        MailSource.Elsewhere there() {
            return new MailSource.Elsewhere(box.id(), box.address());
        }

        /** Whether an order makes sense although nothing is left to copy: once depublished, the gate asks for it. */
        boolean evenIfEmpty() {
            return hosted != null && !(hosted.state() instanceof State.Active);
        }
    }

    /** 404 for what is neither held here nor connected, as for what is not this person's. */
    private From from(String id) {
        var subject = here.subject();
        var box = Here.shown(census.box(subject, Here.box(id)));
        if (!connections.concerns(subject, box)) {
            var mailbox = closing.toDecide(id);
            return new From(
                    subject, mailbox.box(), mailbox.hosted(), candidates(mailbox.subject(), closing.targets(mailbox)));
        }
        if (connections.since(subject, box).isEmpty()) throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        var targets = Target.of(
                box,
                Here.shown(census.of(subject)),
                null,
                one -> own.behind(subject, one),
                one -> transfers.askElsewhere(Transfer.Use.COPY, box.address(), one.address()));
        return new From(subject, box, null, candidates(subject, targets));
    }

    private List<Candidate> candidates(Subject subject, List<Target> targets) {
        var all = new ArrayList<Candidate>();
        for (var target : targets)
            if (own.find(subject, target.id()) instanceof Outcome.Done<Hosted>(var hosted)
                    && hosted.state() instanceof State.Active) all.add(new Candidate(target, hosted));
        return all;
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

    record Candidate(Target target, Hosted hosted) {}

    @GetMapping
    ModelAndView show(@PathVariable("box") String box) {
        return page(from(box), null);
    }

    /** @param to id of one of the person's other boxes */
    @PostMapping
    ModelAndView order(@PathVariable("box") String box, @RequestParam(name = "to", defaultValue = "") String to) {
        var mailbox = from(box);
        var chosen = mailbox.candidates().stream()
                .filter(one -> one.target().key().equals(to))
                .findFirst();
        if (chosen.isEmpty()) return refused(mailbox, "mailbox.copy.refused.choose");
        return switch (ordered(mailbox, chosen.get().hosted())) {
            case Ordered.Begun _, Ordered.GoingOn _ ->
                new ModelAndView("redirect:/mes-boites/" + mailbox.id() + "/copier");
            case Ordered.NotAllowed(var because) ->
                refused(mailbox, because.words().key());
            case Ordered.NoRoom _ -> refused(mailbox, "mailbox.copy.refused.room");
            case Ordered.NothingNew _ -> refused(mailbox, "mailbox.copy.refused.nothing");
            case Ordered.Suspended _ -> refused(mailbox, "mailbox.copy.refused.suspended");
            case Ordered.Unknown _ -> refused(mailbox, UNKNOWN);
            case Ordered.NotOpened(var why) -> refused(mailbox, why);
            case Ordered.Erased _ -> throw new ResponseStatusException(HttpStatus.CONFLICT);
        };
    }

    private Ordered ordered(From mailbox, Hosted target) {
        var hosted = mailbox.hosted();
        return hosted == null
                ? copies().order(mailbox.actor(), mailbox.there(), target)
                : copies().order(mailbox.actor(), hosted, target);
    }

    private ModelAndView refused(From mailbox, String why) {
        var page = page(mailbox, why);
        page.setStatus(HttpStatus.CONFLICT);
        return page;
    }

    private ModelAndView page(From mailbox, @Nullable String wrong) {
        var copy = copies().mine(mailbox.actor(), mailbox.source());
        var job = copy.map(copies()::job)
                .filter(one -> !one.state().hasEnded() || one.state() == Job.State.FAILED)
                .orElse(null);
        // While it goes on the figures change every second: the progress tells them.
        boolean going = job != null && !job.state().hasEnded();
        var seen = going ? new Seen(List.of(), null) : seen(mailbox);
        var first = seen.choices().stream().filter(Choice::possible).findFirst();
        return new ModelAndView("mailbox/copy")
                .addObject("mailbox", mailbox)
                .addObject("job", job)
                .addObject("going", going)
                .addObject("copied", copy.filter(Copy::done).orElse(null))
                .addObject("target", copy.map(one -> address(mailbox, one)).orElse(""))
                .addObject("choices", seen.choices())
                .addObject("unknown", seen.unknown())
                .addObject("first", first.orElse(null))
                .addObject("alike", alike(seen.choices()))
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

    private static String address(From mailbox, Copy copy) {
        return mailbox.candidates().stream()
                .filter(one -> one.hosted().id().equals(copy.target()))
                .map(one -> one.target().address())
                .findFirst()
                .orElse("");
    }

    /** @param unknown key of a message, when the mail server was not opened or does not answer */
    private record Seen(List<Choice> choices, @Nullable String unknown) {}

    private Seen seen(From mailbox) {
        var targets = mailbox.candidates().stream().map(Candidate::hosted).toList();
        var hosted = mailbox.hosted();
        if (hosted != null)
            return copies().look(hosted, targets)
                    .map(previews -> new Seen(choices(mailbox, previews), null))
                    .orElseGet(() -> new Seen(List.of(), UNKNOWN));
        return switch (copies().look(mailbox.actor(), mailbox.there(), targets)) {
            case Looked.Seen(var previews) -> new Seen(choices(mailbox, previews), null);
            case Looked.Not(var why) -> new Seen(List.of(), why);
        };
    }

    private static List<Choice> choices(From mailbox, List<Preview> previews) {
        var choices = new ArrayList<Choice>();
        for (int n = 0; n < previews.size(); n++) {
            var preview = previews.get(n);
            boolean possible =
                    preview.policy().allowed() && preview.fits() && (preview.messages() > 0 || mailbox.evenIfEmpty());
            choices.add(new Choice(mailbox.candidates().get(n).target(), preview, possible));
        }
        return choices;
    }

    /** Without mail servers there is nothing to copy. */
    private Copies copies() {
        var there = copies.getIfAvailable();
        if (there == null) throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        return there;
    }
}
