package fr.balise.portal.demo;

import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.RequestState;
import fr.balise.mailbox.RequestView;
import fr.balise.mailbox.Requests;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** What the fictional operators took out of the directory: they act on a request once they were reminded of it. */
@Component
@Profile("demo")
class DemoWithdrawn {
    private final Requests requests;
    private final DemoSeeds seeds;

    DemoWithdrawn(Requests requests, DemoSeeds seeds) {
        this.requests = requests;
        this.seeds = seeds;
    }

    Set<String> addresses() {
        var out = new HashSet<String>();
        for (var holder : seeds.holders())
            if (requests.all(holder) instanceof Outcome.Done<List<RequestView>>(var views))
                for (var view : views) if (granted(view)) out.add(view.address().key());
        return out;
    }

    private static boolean granted(RequestView view) {
        return view.kind() != RequestView.Kind.CORRECT
                && (view.state() instanceof RequestState.Reminded || view.state() instanceof RequestState.Observed);
    }
}
