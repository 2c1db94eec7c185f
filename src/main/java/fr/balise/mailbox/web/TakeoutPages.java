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
import fr.balise.mailbox.takeout.MailSource;
import fr.balise.mailbox.takeout.Passphrase;
import fr.balise.mailbox.takeout.TakeoutSettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
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

/** "Télécharger tout": order the file, see it grow, take it away [L-I8]. */
@Controller
@RequestMapping("/mes-boites/{box}/recuperer")
class TakeoutPages {
    private static final int BUFFER = 1 << 16;

    private final Here here;
    private final Census census;
    private final OwnConnections connections;
    private final Closing closing;
    private final ObjectProvider<Exports> exports;
    private final FreshLogin login;
    private final TakeoutSettings settings;

    TakeoutPages(
            Here here,
            Census census,
            OwnConnections connections,
            Closing closing,
            ObjectProvider<Exports> exports,
            FreshLogin login,
            TakeoutSettings settings) {
        this.here = here;
        this.census = census;
        this.connections = connections;
        this.closing = closing;
        this.exports = exports;
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

    /** Octets asked for, both inclusive. */
    private record Range(long from, long to) {}

    /** A GET, so that a broken download goes on where it stopped; the path names nobody. */
    @GetMapping("/fichier")
    void download(
            @PathVariable("box") String box,
            @RequestHeader(name = HttpHeaders.RANGE, required = false) @Nullable String asked,
            @RequestHeader(name = HttpHeaders.IF_RANGE, required = false) @Nullable String ifRange,
            HttpServletRequest request,
            HttpServletResponse response)
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
        var tag = "\"" + export.folder() + "\"";
        long size = export.size();
        var range = ifRange == null || ifRange.equals(tag) ? range(asked, size) : Optional.of(new Range(0, size - 1));
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        response.setHeader(HttpHeaders.ETAG, tag);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (range.isEmpty()) {
            response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + size);
            response.sendError(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE.value());
            return;
        }
        var part = range.get();
        if (part.from() > 0 || part.to() < size - 1) {
            response.setStatus(HttpStatus.PARTIAL_CONTENT.value());
            response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes " + part.from() + "-" + part.to() + "/" + size);
        }
        response.setContentType("application/zip");
        response.setContentLengthLong(part.to() - part.from() + 1);
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"balise-courrier.zip\"");
        if (request.getMethod().equals("HEAD")) return; // no octet leaves: nothing was taken away
        if (part.from() == 0) exports().begins(actor, export);
        long sent = send(file, part, response);
        exports().sent(actor, export, part.from(), part.from() + sent);
    }

    /** The one range asked for; the whole for none and for several; empty for one outside of the file. */
    private static Optional<Range> range(@Nullable String asked, long size) {
        if (asked == null || asked.contains(",") || !asked.matches("bytes=(\\d{1,18}-\\d{0,18}|-\\d{1,18})"))
            return Optional.of(new Range(0, size - 1));
        var words = asked.substring("bytes=".length()).split("-", -1);
        if (words[0].isEmpty()) {
            long last = Math.min(size, Long.parseLong(words[1]));
            return last == 0 ? Optional.empty() : Optional.of(new Range(size - last, size - 1));
        }
        long from = Long.parseLong(words[0]);
        long to = words[1].isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(words[1]));
        return from >= size || from > to ? Optional.empty() : Optional.of(new Range(from, to));
    }

    private static long send(Path file, Range range, HttpServletResponse response) throws IOException {
        long rest = range.to() - range.from() + 1;
        try (var in = Files.newInputStream(file)) {
            in.skipNBytes(range.from());
            var buffer = new byte[BUFFER];
            var out = response.getOutputStream();
            while (rest > 0) {
                int n = in.read(buffer, 0, (int) Math.min(buffer.length, rest));
                if (n < 0) break;
                out.write(buffer, 0, n);
                rest -= n;
            }
            out.flush();
        }
        return range.to() - range.from() + 1 - rest;
    }

    /** Without mail servers there is nothing to take away. */
    private Exports exports() {
        var there = exports.getIfAvailable();
        if (there == null) throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        return there;
    }
}
