package fr.balise.portal.demo;

import fr.balise.identity.LoginCards;
import java.util.List;
import java.util.Set;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** The cast as the login page offers it: who prepares for whom, and who manages which structure, from the first moment on. */
@Component
@Profile("demo")
class DemoCards implements LoginCards {
    private final DemoWorld world = DemoWorld.read();
    private final DemoCast cast = DemoCast.of(world);

    @Override
    public List<Card> cards() {
        return cast.all().stream().map(this::card).toList();
    }

    private Card card(DemoCast.Member member) {
        return new Card(
                member.nationalId(),
                member.name(),
                member.roles(),
                member.story(),
                member.equals(cast.secretary()) ? List.of(cast.doctor().nationalId()) : List.of(),
                member.equals(cast.hospital())
                        ? Set.of(world.structure("ch-estuaire").nationalId())
                        : Set.of());
    }
}
