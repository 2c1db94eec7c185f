package fr.balise.mailbox.web;

import fr.balise.identity.Subject;
import fr.balise.mailbox.Census;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.RequestState;
import fr.balise.mailbox.RequestView;
import fr.balise.mailbox.Requests;
import fr.balise.mailbox.Timeline;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** "Mes démarches": requests to operators, from the text to what the directory shows of them. */
@Controller
class RequestPages {
    private final Here here;
    private final Census census;
    private final Requests requests;
    private final Timeline timeline;
    private final Prepared prepared;

    RequestPages(Here here, Census census, Requests requests, Timeline timeline, Prepared prepared) {
        this.here = here;
        this.census = census;
        this.requests = requests;
        this.timeline = timeline;
        this.prepared = prepared;
    }

    @GetMapping("/demarches")
    ModelAndView all() {
        var subject = here.subject();
        var all = Here.shown(requests.all(subject));
        return new ModelAndView("mailbox/requests")
                .addObject("awaiting", all.stream().filter(RequestPages::awaits).toList())
                .addObject(
                        "open",
                        all.stream().filter(r -> r.state().open() && !awaits(r)).toList())
                .addObject("closed", all.stream().filter(r -> !r.state().open()).toList())
                .addObject("drafts", prepared.of(subject))
                .addObject("entries", Here.shown(timeline.all(subject)))
                .addObject("mayDecide", subject.may(Subject.Right.DECIDE));
    }

    @PostMapping("/mes-boites/{box}/demandes")
    ModelAndView prepare(@PathVariable("box") String box, @RequestParam("kind") RequestView.Kind kind) {
        return switch (requests.prepare(here.subject(), Here.box(box), kind)) {
            case Outcome.Done<RequestView>(var made) -> new ModelAndView("redirect:/demarches/" + made.id());
            case Outcome.Refused<RequestView>(var why) when Here.ends(why) -> throw Here.ending(why);
            case Outcome.Refused<RequestView>(var why) -> {
                var page = all().addObject("refused", why.words());
                page.setStatus(HttpStatus.CONFLICT);
                yield page;
            }
        };
    }

    @GetMapping("/demarches/{id}")
    ModelAndView one(@PathVariable("id") UUID id) {
        return page(Here.shown(requests.get(here.subject(), id)));
    }

    @PostMapping("/demarches/{id}/valider")
    ModelAndView approve(@PathVariable("id") UUID id, RedirectAttributes flash) {
        return acted(id, "approved", flash, requests.approve(here.subject(), id));
    }

    @PostMapping("/demarches/{id}/envoyee")
    ModelAndView sent(@PathVariable("id") UUID id, RedirectAttributes flash) {
        return acted(id, "sent", flash, requests.markSent(here.subject(), id));
    }

    @PostMapping("/demarches/{id}/relancer")
    ModelAndView remind(@PathVariable("id") UUID id, RedirectAttributes flash) {
        return acted(id, "reminded", flash, requests.remind(here.subject(), id));
    }

    @PostMapping("/demarches/{id}/refusee")
    ModelAndView refused(@PathVariable("id") UUID id, @RequestParam("reason") String reason, RedirectAttributes flash) {
        return acted(id, "refused", flash, requests.markRefused(here.subject(), id, reason));
    }

    @PostMapping("/demarches/{id}/confirmee")
    ModelAndView confirmed(@PathVariable("id") UUID id, RedirectAttributes flash) {
        return acted(id, "confirmed", flash, requests.markConfirmed(here.subject(), id));
    }

    @PostMapping("/demarches/{id}/abandonner")
    ModelAndView cancel(@PathVariable("id") UUID id, RedirectAttributes flash) {
        return acted(id, "cancelled", flash, requests.cancel(here.subject(), id));
    }

    @GetMapping("/demarches/{id}/demande.pdf")
    ResponseEntity<byte[]> pdf(@PathVariable("id") UUID id) {
        var name =
                ContentDisposition.attachment().filename("demande-balise.pdf").build();
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(HttpHeaders.CONTENT_DISPOSITION, name.toString())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(Here.shown(requests.pdf(here.subject(), id)));
    }

    private ModelAndView acted(UUID id, String did, RedirectAttributes flash, Outcome<RequestView> outcome) {
        return switch (outcome) {
            case Outcome.Done<RequestView> _ -> {
                flash.addFlashAttribute("did", did);
                yield new ModelAndView("redirect:/demarches/" + id);
            }
            case Outcome.Refused<RequestView>(var why) when Here.ends(why) -> throw Here.ending(why);
            case Outcome.Refused<RequestView>(var why) -> {
                var page = page(Here.shown(requests.get(here.subject(), id))).addObject("refused", why.words());
                page.setStatus(HttpStatus.CONFLICT);
                yield page;
            }
        };
    }

    private ModelAndView page(RequestView request) {
        return new ModelAndView("mailbox/request")
                .addObject("view", request)
                .addObject("effect", Effect.of(request, Here.shown(census.of(here.subject()))))
                .addObject("can", request.possible().stream().map(Enum::name).collect(Collectors.toSet()))
                .addObject(
                        "mailto",
                        Optional.ofNullable(Mailto.of(request.letter())).orElse(""));
    }

    private static boolean awaits(RequestView request) {
        return request.state() instanceof RequestState.AwaitingApproval;
    }
}
