package fr.balise.portal.demo;

import fr.balise.directory.Publication;
import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.RequestState;
import fr.balise.mailbox.RequestView;
import fr.balise.mailbox.Requests;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * What is not in the next file of the demo: what the fictional operators took out, who act on a request once they were reminded of it, and
 * what Balise asked the demo's national directory to remove or to hide, once it was told.
 */
@Component
@Profile("demo")
class DemoWithdrawn {
    private final Requests requests;
    private final DemoSeeds seeds;
    private final Publication publication;

    DemoWithdrawn(Requests requests, DemoSeeds seeds, Publication publication) {
        this.requests = requests;
        this.seeds = seeds;
        this.publication = publication;
    }

    Set<String> addresses() {
        var out = new HashSet<String>();
        for (var holder : seeds.holders())
            if (requests.all(holder) instanceof Outcome.Done<List<RequestView>>(var views))
                for (var view : views) if (granted(view)) out.add(view.address().key());
        for (var mailbox : DemoWorld.read().mailboxes()) if (followed(mailbox.address())) out.add(mailbox.address());
        return out;
    }

    /** The files know neither carriers nor red lists: an address goes when nothing of it is to be listed, and was told to be so. */
    private boolean followed(String address) {
        var states = publication.state(MailAddress.parse(address));
        return !states.isEmpty()
                && states.stream()
                        .allMatch(state ->
                                (state.withdrawn() || state.wanted().visibility() == Publication.Visibility.UNLISTED)
                                        && state.request() instanceof Publication.Request.Told);
    }

    private static boolean granted(RequestView view) {
        return view.kind() != RequestView.Kind.CORRECT
                && (view.state() instanceof RequestState.Reminded || view.state() instanceof RequestState.Observed);
    }
}
