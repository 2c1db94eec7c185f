package fr.balise.hygiene.web;

import fr.balise.hygiene.Letters;
import fr.balise.hygiene.PdfSandbox;
import fr.balise.hygiene.Stocktaking;
import fr.balise.hygiene.web.Own.Mine;
import fr.balise.mailstore.MailStore;
import fr.balise.record.Sight;
import fr.balise.record.Sight.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/**
 * An attachment as it looks, without opening it and without marking its message as read [L-M2] [L-M5]: structured documents as text of
 * our making, PDFs drawn elsewhere, pictures only of kinds that browsers draw and nothing else.
 */
@Controller
@RequestMapping("/mes-boites/{box}/espace/messages/{folder:[0-9]{1,9}}/{uid:[0-9]{1,10}}")
class SightPages {
    /** Taken apart in memory. */
    private static final int LARGEST = 40 << 20;

    private final Own own;
    private final Stocktaking stocktaking;
    private final Letters letters;
    private final PdfSandbox sandbox;

    SightPages(Own own, Stocktaking stocktaking, Letters letters, PdfSandbox sandbox) {
        this.own = own;
        this.stocktaking = stocktaking;
        this.letters = letters;
        this.sandbox = sandbox;
    }

    /** @param sights what is inside, in its order */
    private record Look(String name, List<Sight> sights) {}

    @GetMapping("/pieces/{number:[0-9]{1,3}}/apercu")
    ModelAndView page(
            @PathVariable("box") String box,
            @PathVariable("folder") int folder,
            @PathVariable("uid") long uid,
            @PathVariable("number") int number) {
        var mine = own.of(box);
        var look = look(mine, folder, uid, number);
        var letter = mine.path() + "/messages/" + folder + "/" + uid;
        return new ModelAndView("hygiene/sight")
                .addObject("mine", mine)
                .addObject("name", look.name)
                .addObject("sights", look.sights)
                .addObject("letter", letter)
                .addObject("here", letter + "/pieces/" + number);
    }

    /** @param part among what is inside, from 0 */
    @GetMapping("/pieces/{number:[0-9]{1,3}}/apercu/{part:[0-9]{1,2}}")
    ResponseEntity<byte[]> picture(
            @PathVariable("box") String box,
            @PathVariable("folder") int folder,
            @PathVariable("uid") long uid,
            @PathVariable("number") int number,
            @PathVariable("part") int part) {
        var sights = look(own.of(box), folder, uid, number).sights;
        if (part >= sights.size()) throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        var sight = sights.get(part);
        if (sight.kind() == Kind.PDF)
            return drawn(Optional.ofNullable(sight.octets()).flatMap(sandbox::picture));
        return shown(sight);
    }

    /** A picture that the text of the message shows. */
    @GetMapping("/images/{number:[0-9]{1,3}}")
    ResponseEntity<byte[]> image(
            @PathVariable("box") String box,
            @PathVariable("folder") int folder,
            @PathVariable("uid") long uid,
            @PathVariable("number") int number) {
        var sights = look(own.of(box), folder, uid, number).sights;
        return shown(sights.getFirst());
    }

    private static ResponseEntity<byte[]> shown(Sight sight) {
        if (!sight.kind().isPicture()) throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        return picture(sight.kind().type(), sight.octets());
    }

    private static ResponseEntity<byte[]> drawn(Optional<byte[]> png) {
        return picture("image/png", png.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
    }

    private static ResponseEntity<byte[]> picture(String type, byte @Nullable [] octets) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(type))
                .cacheControl(CacheControl.noStore())
                .body(octets);
    }

    private static List<Sight> sights(String name, InputStream in) {
        try {
            var octets = in.readNBytes(LARGEST + 1);
            if (octets.length <= LARGEST) return Sight.of(name, octets);
        } catch (IOException broken) {
            // Its encoding ends in the middle: there is nothing to see.
        }
        return List.of(new Sight(Kind.NONE, name, null, null));
    }

    private Look look(Mine mine, int folder, long uid, int number) {
        var looks = new ArrayList<Look>();
        try {
            var stock = stocktaking.last(mine.account());
            letters.attachment(stock, folder, uid, number, (what, in) -> {
                looks.add(new Look(what.name(), sights(what.name(), in)));
            });
        } catch (MailStore.Unavailable down) {
            throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE);
        }
        if (looks.isEmpty()) throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        return looks.getFirst();
    }
}
