package fr.balise.portal.demo;

import fr.balise.directory.Carrier;
import fr.balise.directory.Directory;
import fr.balise.directory.Structure;
import java.util.Optional;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Where the directory has the people of the demo, by their key in {@code people.txt}. */
@Component
@Profile("demo")
class DemoPlaces {
    private final Directory directory;
    private final DemoWorld world = DemoWorld.read();

    DemoPlaces(Directory directory) {
        this.directory = directory;
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
}
