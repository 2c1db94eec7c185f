package fr.balise.promotion.web;

import fr.balise.identity.Rights;
import fr.balise.identity.Subject;
import fr.balise.identity.Subject.Right;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Place;
import fr.balise.mailbox.Wording;
import fr.balise.mailbox.Words;
import fr.balise.promotion.ChoiceRow;
import fr.balise.promotion.Signposts;
import fr.balise.promotion.kit.Dressing;
import fr.balise.promotion.kit.Dressing.Dressed;
import fr.balise.promotion.kit.Dressing.Wish;
import fr.balise.promotion.kit.Kit;
import fr.balise.promotion.kit.KitFile;
import fr.balise.promotion.kit.KitMaker;
import fr.balise.promotion.kit.Kits;
import fr.balise.promotion.kit.Signing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** "Faire connaître ma boîte privilégiée" [L-P4] [L-P5] [L-P6] [L-P7]: what carries the address, seen as it will be, ready to take. */
@Controller
@RequestMapping("/faire-connaitre")
class KitPages {
    private static final String PLACE = "/{place:tous|[0-9]{1,18}}";

    /** Programs for which the page says where a signature is pasted; endings of message keys. */
    private static final List<String> CLIENTS = List.of("outlook", "thunderbird", "apple", "record");

    private static final List<KitFile> PICTURES =
            List.of(KitFile.PICTURE_WIDE, KitFile.PICTURE_SQUARE, KitFile.PICTURE_BANNER);

    private final Rights rights;
    private final Kits kits;
    private final Signposts signposts;
    private final Dressing dressing;
    private final Signing signing;
    private final Wording wording;

    KitPages(Rights rights, Kits kits, Signposts signposts, Dressing dressing, Signing signing, Wording wording) {
        this.rights = rights;
        this.kits = kits;
        this.signposts = signposts;
        this.dressing = dressing;
        this.signing = signing;
        this.wording = wording;
    }

    @GetMapping
    ModelAndView first() {
        var places = Answered.of(kits.places(subject()));
        return places.isEmpty()
                ? new ModelAndView("promotion/kit")
                : new ModelAndView(
                        "redirect:/faire-connaitre/" + places.getFirst().key());
    }

    @GetMapping(PLACE)
    ModelAndView page(
            @PathVariable("place") String place, @RequestParam(name = "langue", defaultValue = "") String tongue) {
        var subject = subject();
        var language = KitReply.language(tongue);
        var gathered = Answered.of(kits.of(subject, place, language));
        return new ModelAndView("promotion/kit")
                .addObject("kit", gathered)
                .addObject("places", gathered.places().stream().map(Tab::of).toList())
                .addObject("place", place)
                .addObject("tongue", language.getLanguage())
                .addObject("tongues", KitReply.TONGUES)
                .addObject("clients", CLIENTS)
                .addObject("pictures", PICTURES)
                .addObject("texts", Texts.of(gathered.kit()))
                .addObject("signing", signing(subject, place, language))
                .addObject("decides", subject.may(Right.DECIDE))
                .addObject("prepares", subject.may(Right.PREPARE));
    }

    /** Null for whoever may not decide about it. */
    private Signing.@Nullable View signing(Subject subject, String place, Locale language) {
        return switch (signing.of(subject, place, language)) {
            case Outcome.Done<Signing.View>(var view) -> view;
            case Outcome.Refused<Signing.View> _ -> null;
        };
    }

    /** Whether the server puts the signature under messages of a mailbox. */
    @PostMapping(PLACE + "/signature")
    ModelAndView sign(
            @PathVariable("place") String place,
            @RequestParam("mailbox") long mailbox,
            @RequestParam(name = "on", defaultValue = "false") boolean on,
            @RequestParam(name = "langue", defaultValue = "") String tongue,
            RedirectAttributes flash) {
        var language = KitReply.language(tongue);
        boolean now = Answered.of(signing.turn(subject(), place, mailbox, on, language));
        flash.addFlashAttribute(
                "done", wording.of(Words.of(now ? "promotion.kit.sign.is-on" : "promotion.kit.sign.is-off")));
        return new ModelAndView(
                "redirect:/faire-connaitre/" + place + "?langue=" + language.getLanguage() + "#signature-serveur");
    }

    @GetMapping(PLACE + "/{file:[a-z0-9.-]{1,40}}")
    ResponseEntity<byte[]> file(
            @PathVariable("place") String place,
            @PathVariable("file") String file,
            @RequestParam(name = "langue", defaultValue = "") String tongue) {
        var kit = kit(place, tongue);
        return KitReply.file(kit, file);
    }

    /** A PDF as it will look, or a picture as it is. */
    @GetMapping(PLACE + "/apercus/{file:[a-z0-9.-]{1,40}}")
    ResponseEntity<byte[]> preview(
            @PathVariable("place") String place,
            @PathVariable("file") String file,
            @RequestParam(name = "langue", defaultValue = "") String tongue) {
        var kit = kit(place, tongue);
        return KitReply.preview(kit, file);
    }

    @PostMapping(PLACE + "/lien")
    ModelAndView link(
            @PathVariable("place") String place,
            @RequestParam(name = "open", defaultValue = "false") boolean open,
            RedirectAttributes flash) {
        boolean now = Answered.of(signposts.turn(subject(), place, open));
        flash.addFlashAttribute(
                "done", wording.of(Words.of(now ? "promotion.kit.link.is-on" : "promotion.kit.link.is-off")));
        return new ModelAndView("redirect:/faire-connaitre/" + place + "#lien");
    }

    @PostMapping(PLACE + "/apparence")
    ModelAndView dress(
            @PathVariable("place") String place,
            @RequestParam(name = "colour", defaultValue = "") String colour,
            @RequestParam(name = "without", defaultValue = "false") boolean without,
            @RequestParam(name = "logo", required = false) @Nullable MultipartFile logo,
            RedirectAttributes flash)
            throws IOException {
        var octets = logo == null ? new byte[0] : logo.getBytes();
        switch (Answered.of(dressing.dress(subject(), place, new Wish(colour, octets, without)))) {
            case Dressed.Done _ -> flash.addFlashAttribute("done", wording.of(Words.of("promotion.kit.look.done")));
            case Dressed.Refused(var why) ->
                flash.addFlashAttribute("refused", wording.of(Words.of("promotion.kit.look." + why.word())));
        }
        return new ModelAndView("redirect:/faire-connaitre/" + place + "#apparence");
    }

    private Kit kit(String place, String tongue) {
        return Answered.of(kits.of(subject(), place, KitReply.language(tongue))).kit();
    }

    private Subject subject() {
        return rights.subject().orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
    }

    /**
     * A place to choose.
     *
     * @param label null for all places
     */
    record Tab(String key, @Nullable String label) {
        static Tab of(ChoiceRow row) {
            var situation = row.situation();
            return new Tab(
                    row.key(), situation == null ? null : Place.of(situation).label());
        }
    }

    /** What is shown on the page itself, to be copied. */
    record Texts(String rich, String signature, String footer, String profile, String web, String jsonLd) {
        static Texts of(Kit kit) {
            return new Texts(
                    text(kit, KitFile.SIGNATURE_HTML),
                    text(kit, KitFile.SIGNATURE_TEXT),
                    text(kit, KitFile.FOOTER),
                    text(kit, KitFile.PROFILE),
                    text(kit, KitFile.WEB),
                    text(kit, KitFile.JSON_LD));
        }

        private static String text(Kit kit, KitFile file) {
            return new String(KitMaker.make(kit, file), StandardCharsets.UTF_8);
        }
    }
}
