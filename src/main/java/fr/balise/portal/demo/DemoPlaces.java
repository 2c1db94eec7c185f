package fr.balise.portal.demo;

import fr.balise.directory.Carrier;
import fr.balise.directory.Directory;
import fr.balise.directory.Publication;
import fr.balise.directory.Publication.Visibility;
import fr.balise.directory.Publication.Wanted;
import fr.balise.directory.PublicationOutcome;
import fr.balise.directory.Structure;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import java.util.Optional;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Where the directory has the people of the demo, by their key in {@code people.txt}, and what Balise states there. */
@Component
@Profile("demo")
class DemoPlaces {
    private final Directory directory;
    private final Publication publication;
    private final DemoWorld world = DemoWorld.read();

    DemoPlaces(Directory directory, Publication publication) {
        this.directory = directory;
        this.publication = publication;
    }

    long person(String key) {
        return directory.person(world.person(key).id()).orElseThrow().id();
    }

    /** The first practice situation that names a structure. */
    Carrier at(String key) {
        var person = person(key);
        var practice = directory.situations(person).stream()
                .flatMap(situation -> Optional.ofNullable(situation.structure()).stream())
                .map(Structure::id)
                .findFirst()
                .orElseThrow();
        return new Carrier.OfSituation(person, practice, null);
    }

    void want(String address, MailboxType type, Carrier carrier, Visibility visibility) {
        var wanted = new Wanted(MailAddress.parse(address), type, carrier, visibility, null, null, null, null);
        if (publication.want(wanted, "system") instanceof PublicationOutcome.Refused(var why))
            throw new IllegalStateException("the demo's story was refused: " + why);
    }
}
