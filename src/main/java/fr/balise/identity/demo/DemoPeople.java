package fr.balise.identity.demo;

import fr.balise.identity.CardPeople;
import fr.balise.identity.LoginCards;
import fr.balise.identity.LoginCards.Card;
import fr.balise.identity.account.Beginnings;
import fr.balise.kernel.NationalPersonId;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The fictional people whom one may choose, and what they are to each other when the demo begins. */
@Component
@DemoLoginOnly
class DemoPeople implements CardPeople {
    private final ObjectProvider<LoginCards> cast;
    private final Beginnings beginnings;

    DemoPeople(ObjectProvider<LoginCards> cast, Beginnings beginnings) {
        this.cast = cast;
        this.beginnings = beginnings;
    }

    /** Empty outside demo instances, where one types a national id. */
    List<Card> cards() {
        var cards = cast.getIfAvailable();
        return cards == null ? List.of() : cards.cards();
    }

    /** Without the title; somebody who has no card is known by the end of the number. */
    String name(NationalPersonId person) {
        return cards().stream()
                .filter(card -> card.nationalId().equals(person))
                .findFirst()
                .map(DemoPeople::untitled)
                .orElseGet(() -> "… "
                        + person.value().substring(Math.max(0, person.value().length() - 4)));
    }

    /** Done at each login too: the demo can be started over at any moment. */
    @Override
    public void settle() {
        var cards = cards();
        if (!cards.isEmpty()) beginnings.settle(cards, DemoPeople::untitled);
    }

    private static String untitled(Card card) {
        return card.name().replaceFirst("^Dr ", "");
    }
}
