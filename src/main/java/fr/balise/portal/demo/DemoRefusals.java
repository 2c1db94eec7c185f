package fr.balise.portal.demo;

import fr.balise.directory.Carrier;
import fr.balise.directory.Publication;
import fr.balise.directory.Publication.Request;
import fr.balise.directory.Publication.Visibility;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Three publications that the demo's own national directory really refuses: two were brought while the key of this installation did not
 * have the domain yet, and go through when tried again; one is for somebody who left the directory, which its rules refuse.
 */
@Component
@Profile("demo")
class DemoRefusals {
    static final List<String> BY_KEY =
            List.of("accueil.kine@balise-demo.mssante.fr", "soins.presquile@balise-demo.mssante.fr");
    static final String LEFT = "bastien.lemoine@balise-demo.mssante.fr";

    /** Its own API answers at once, or not at all. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final DemoKeys keys;
    private final DemoPlaces places;
    private final Publication publication;

    DemoRefusals(DemoKeys keys, DemoPlaces places, Publication publication) {
        this.keys = keys;
        this.places = places;
        this.publication = publication;
    }

    /** Nothing where the directory does not answer, as without a port of its own. */
    void tell() {
        if (!(settled(DemoSeeds.UNLISTED) instanceof Request.Told)) return;
        DemoDrifts.ALL.forEach(this::settled); // with the key that has the domain
        keys.ofYesterday(() -> {
            want(BY_KEY.get(0), MailboxType.CAB, places.at("leroy"));
            want(BY_KEY.get(1), MailboxType.CAB, places.at("legoff"));
            BY_KEY.forEach(this::settled);
        });
        want(LEFT, MailboxType.PER, new Carrier.OfPerson(places.person("lemoine")));
        settled(LEFT);
    }

    /** On the red list: nobody but staff sees them. */
    private void want(String address, MailboxType type, Carrier carrier) {
        places.want(address, type, carrier, Visibility.UNLISTED);
    }

    /** What came of bringing it, once it was tried. */
    private Request settled(String address) {
        var until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var request =
                    publication.state(MailAddress.parse(address)).getFirst().request();
            var tried = !(request instanceof Request.Waiting waiting) || waiting.lastFailure() != null;
            if (tried || System.nanoTime() > until) return request;
            try {
                Thread.sleep(Duration.ofMillis(50));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return request;
            }
        }
    }
}
