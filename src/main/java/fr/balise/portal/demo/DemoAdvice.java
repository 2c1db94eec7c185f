package fr.balise.portal.demo;

import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Puts the banner on every page: the layout includes {@code portal/demo :: banner} where {@code demo} is in the model. */
@ControllerAdvice
@Profile("demo")
class DemoAdvice {
    private final DemoClock clock;
    private final DemoState state;

    DemoAdvice(DemoClock clock, DemoState state) {
        this.clock = clock;
        this.state = state;
    }

    @ModelAttribute("demo")
    DemoBanner banner() {
        var today = clock.today();
        return new DemoBanner(today, clock.daysAhead(), state.fileDue(today));
    }
}
