package fr.balise.portal.demo;

import fr.balise.mailbox.Box;
import fr.balise.mailbox.Census;
import fr.balise.mailbox.CensusView;
import fr.balise.mailbox.CheckState;
import fr.balise.mailbox.Evidence;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.RequestState;
import fr.balise.mailbox.RequestView;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** The six steps of the guided tour, each ticked by what the main doctor's mailboxes show and by nothing else. */
@Component
@Profile("demo")
class DemoTour {
    private static final String ASKED_ABOUT = "camille.lefevre@national-demo.mssante.fr";
    private static final String LEFT = "c.lefevre@ch-estuaire-demo.mssante.fr";

    private final Census census;
    private final DemoSeeds seeds;

    DemoTour(Census census, DemoSeeds seeds) {
        this.census = census;
        this.seeds = seeds;
    }

    /**
     * @param word end of the message keys
     * @param where the page on which it is done
     */
    record Step(String word, String where, boolean done) {}

    List<Step> steps() {
        if (!(census.of(seeds.doctor()) instanceof Outcome.Done<CensusView>(var view))) return List.of();
        return List.of(
                step("purpose", "/mes-boites", view, ASKED_ABOUT, box -> box.purpose() != null),
                step("check", "/mes-boites", view, ASKED_ABOUT, box -> !(box.check() instanceof CheckState.NeverAsked)),
                step(
                        "confirm",
                        "/demo/messages",
                        view,
                        ASKED_ABOUT,
                        box -> box.evidence() instanceof Evidence.Confirmed),
                step("request", "/mes-boites", view, LEFT, box -> asked(box, DemoTour::sent)),
                step("remind", "/demarches", view, LEFT, box -> asked(box, DemoTour::reminded)),
                step("observe", "/demarches", view, LEFT, box -> asked(box, RequestState.Observed.class::isInstance)));
    }

    private static Step step(String word, String where, CensusView view, String address, Predicate<Box> done) {
        return new Step(
                word,
                where,
                view.boxes().stream()
                        .filter(box -> box.address().key().equals(address))
                        .anyMatch(done));
    }

    private static boolean asked(Box box, Predicate<RequestState> reached) {
        return box.requests().stream().map(RequestView::state).anyMatch(reached);
    }

    private static boolean sent(RequestState state) {
        return state instanceof RequestState.Sent || reminded(state);
    }

    private static boolean reminded(RequestState state) {
        return state instanceof RequestState.Reminded || state instanceof RequestState.Observed;
    }
}
