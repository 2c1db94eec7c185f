package fr.balise.hygiene.web;

import fr.balise.hygiene.HowFull;
import fr.balise.hygiene.Photo;
import fr.balise.hygiene.Photos;
import fr.balise.hygiene.web.Own.There;
import fr.balise.jobs.Job;
import fr.balise.mailbox.Box;
import fr.balise.mailbox.OwnConnections;
import fr.balise.mailbox.Wording;
import fr.balise.mailbox.Words;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The room in a mailbox that another operator holds, as it was last seen [L-M1]. Pages tell what is known, and open no connection; a photo is
 * taken when its holder asks for one.
 */
@Controller
class PhotoPages {
    private final Own own;
    private final Photos photos;
    private final OwnConnections connections;
    private final Wording wording;

    PhotoPages(Own own, Photos photos, OwnConnections connections, Wording wording) {
        this.own = own;
        this.photos = photos;
        this.connections = connections;
        this.wording = wording;
    }

    /** @param possible whether it could be connected: the installation knows its operator's server, and it is the person's own */
    record Row(Box box, HowFull full, @Nullable Photo photo, boolean possible) {
        public boolean closed() {
            return full instanceof HowFull.Closed;
        }

        public String path() {
            return PhotoPages.path(box);
        }
    }

    private static String path(Box box) {
        return "/mes-boites/" + box.id() + "/espace";
    }

    /** All of whoever decides, in no order. */
    List<Row> rows() {
        var subject = own.deciding();
        if (subject.isEmpty()) return List.of();
        var known = photos.of(subject.get());
        return own.elsewhere().stream()
                .map(box -> row(
                        new There(subject.get(), box), known.get(box.address().key())))
                .toList();
    }

    private Row row(There there, @Nullable Photo photo) {
        return new Row(
                there.box(),
                photos.howFull(there.subject(), there.box(), photo),
                photo,
                connections.concerns(there.subject(), there.box()) && connections.possible(there.box()));
    }

    /** Empty where the mailbox is not one of those. */
    Optional<ModelAndView> page(String box) {
        return own.there(box).map(this::page);
    }

    private ModelAndView page(There there) {
        var photo = photos.of(there.subject(), there.box());
        return new ModelAndView("hygiene/photo")
                .addObject("row", row(there, photo.orElse(null)))
                .addObject(
                        "connected",
                        connections.since(there.subject(), there.box()).isPresent())
                .addObject(
                        "job",
                        photos.job(there.subject(), there.box())
                                .filter(PhotoPages::isTold)
                                .orElse(null));
    }

    /** One that ended well is told by its photo, one that was taken back by nothing. */
    private static boolean isTold(Job job) {
        return !job.state().hasEnded() || job.state() == Job.State.FAILED && !Photos.isTakenBack(job);
    }

    @PostMapping("/mes-boites/{box}/espace/photo")
    ModelAndView take(@PathVariable("box") String id) {
        var there = there(id);
        var refused = switch (photos.order(there.subject(), there.box())) {
            case BEGUN, GOING_ON -> null;
            case TOO_OFTEN -> "mailbox.connection.refused.too-often";
            case NOT_CONNECTED -> "mailbox.connection.refused.gone";
        };
        if (refused == null) return new ModelAndView("redirect:" + path(there.box()));
        var page = page(there).addObject("refused", wording.of(Words.of(refused)));
        page.setStatus(HttpStatus.CONFLICT);
        return page;
    }

    @PostMapping("/mes-boites/{box}/espace/photo/oublier")
    ModelAndView forget(@PathVariable("box") String id, RedirectAttributes flash) {
        var there = there(id);
        photos.forget(there.subject(), there.box());
        flash.addFlashAttribute("done", wording.of(Words.of("hygiene.photo.forgotten")));
        return new ModelAndView("redirect:" + path(there.box()));
    }

    private There there(String box) {
        return own.there(box).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
