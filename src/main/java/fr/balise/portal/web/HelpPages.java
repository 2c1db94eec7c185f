package fr.balise.portal.web;

import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** Help: one page per leaflet, line by line with what Balise does for it; whom to contact; the words. */
@Controller
class HelpPages {
    private static final Map<String, Leaflet> LEAFLETS = Map.of(
            "identifier",
            new Leaflet(
                    "I",
                    List.of(
                            Line.done("I1", "/mes-boites"),
                            Line.done("I2", "/mes-boites"),
                            Line.done("I3", "/mes-boites"),
                            Line.done("I4", "/mes-boites"),
                            Line.done("I5", "/mes-boites"),
                            Line.done("I6", "/demarches"),
                            Line.done("I7", "/mes-boites"),
                            Line.done("I8", "/mes-boites"),
                            Line.done("I9", "/demarches"))),
            "entretenir",
            new Leaflet(
                    "M",
                    List.of(
                            Line.done("M1", "/espace"),
                            Line.done("M2", "/classement"),
                            Line.done("M3", "/espace"),
                            Line.done("M4", "/espace"),
                            Line.partly("M5", "/espace"),
                            Line.partly("M6", "/aide/contacts"))),
            "valoriser",
            new Leaflet(
                    "P",
                    List.of(
                            Line.done("P1", "/privilegiees"),
                            Line.done("P2", "/annuaire"),
                            Line.done("P3", "/privilegiees"),
                            Line.done("P4", "/faire-connaitre"),
                            Line.done("P5", "/faire-connaitre"),
                            Line.done("P6", "/faire-connaitre"),
                            Line.done("P7", "/faire-connaitre"))));
    private static final List<String> OTHERS = List.of("contacts", "glossaire", "a-propos");

    record Leaflet(String letter, List<Line> lines) {}

    /**
     * @param state what Balise does today: {@code done} or {@code partly}
     * @param place the page where it does it
     */
    record Line(String id, String state, String place) {
        static Line done(String id, String place) {
            return new Line(id, "done", place);
        }

        static Line partly(String id, String place) {
            return new Line(id, "partly", place);
        }
    }

    @GetMapping("/aide")
    String index() {
        return "portal/help";
    }

    @GetMapping("/aide/{page:[a-z-]{1,20}}")
    ModelAndView page(@PathVariable("page") String page) {
        var leaflet = LEAFLETS.get(page);
        if (leaflet != null)
            return new ModelAndView("portal/leaflet")
                    .addObject("leaflet", leaflet)
                    .addObject("name", page);
        if (!OTHERS.contains(page)) throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        return new ModelAndView("portal/" + page);
    }

    /** Where a leaflet line is explained: {@code I3} stands on {@code /aide/identifier#I3}. */
    static String address(String line) {
        return LEAFLETS.entrySet().stream()
                .filter(page -> line.startsWith(page.getValue().letter()))
                .map(page -> "/aide/" + page.getKey() + "#" + line)
                .findFirst()
                .orElse("/aide");
    }
}
