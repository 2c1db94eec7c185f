package fr.balise.portal.demo;

import fr.balise.identity.LoginCards;
import fr.balise.kernel.NationalPersonId;
import fr.balise.portal.demo.DemoCast.Member;
import java.util.List;
import java.util.Set;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Who can log in to the demo, and what these people are to each other. */
@Component
@Profile("demo")
class DemoLoginCards implements LoginCards {
    private final List<Card> cards;

    DemoLoginCards() {
        var world = DemoWorld.read();
        var cast = DemoCast.of(world);
        var hospital = world.structure("ch-estuaire").nationalId();
        cards = cast.all().stream().map(member -> card(member, cast, hospital)).toList();
    }

    private static Card card(Member member, DemoCast cast, String hospital) {
        List<NationalPersonId> actsFor =
                member.equals(cast.secretary()) ? List.of(cast.doctor().nationalId()) : List.of();
        Set<String> manages = member.equals(cast.hospital()) ? Set.of(hospital) : Set.of();
        return new Card(member.nationalId(), member.name(), member.roles(), member.story(), actsFor, manages);
    }

    @Override
    public List<Card> cards() {
        return cards;
    }
}
