package fr.balise.portal.demo;

import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** The guided tour, and at its end what was done. */
@Controller
@Profile("demo")
class DemoTourPage {
    private final DemoTour tour;

    DemoTourPage(DemoTour tour) {
        this.tour = tour;
    }

    @GetMapping("/demo/visite")
    ModelAndView show() {
        var steps = tour.steps();
        long done = steps.stream().filter(DemoTour.Step::done).count();
        return new ModelAndView("portal/tour")
                .addObject("steps", steps)
                .addObject("count", done)
                .addObject("finished", done == steps.size() && !steps.isEmpty());
    }
}
