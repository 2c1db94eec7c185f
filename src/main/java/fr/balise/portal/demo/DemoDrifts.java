package fr.balise.portal.demo;

import fr.balise.directory.Publication;
import fr.balise.directory.Publication.Visibility;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import java.util.List;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Three wishes that the national directory was told two weeks ago, and that its files still do not follow: one address is missing, one is
 * shown although it is on the red list, one was withdrawn and is still there.
 */
@Component
@Profile("demo")
class DemoDrifts {
    private static final int AGE = 16;
    private static final String MISSING = "cabinet.bastia@balise-demo.mssante.fr";
    private static final String SHOWN = "kine.golfe@balise-demo.mssante.fr";
    private static final String WITHDRAWN = "idel.presquile@balise-demo.mssante.fr";
    static final List<String> ALL = List.of(MISSING, SHOWN, WITHDRAWN);

    private final DemoPlaces places;
    private final Publication publication;

    DemoDrifts(DemoPlaces places, Publication publication) {
        this.places = places;
        this.publication = publication;
    }

    /** @param age days before the first start, right after the file of that day was loaded */
    void after(int age) {
        if (age != AGE) return;
        places.want(MISSING, MailboxType.CAB, places.at("paoli"), Visibility.PUBLISHED);
        places.want(SHOWN, MailboxType.CAB, places.at("leroy"), Visibility.UNLISTED);
        publication.withdraw(MailAddress.parse(WITHDRAWN), places.at("legoff"), "system");
    }
}
