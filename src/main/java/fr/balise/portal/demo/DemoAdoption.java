package fr.balise.portal.demo;

import fr.balise.identity.Accounts;
import fr.balise.identity.Subject;
import fr.balise.identity.Subject.Right;
import fr.balise.mailbox.BoxId;
import fr.balise.mailbox.Outcome;
import fr.balise.promotion.Choices;
import fr.balise.promotion.Choosing;
import fr.balise.promotion.telling.TerritoryAdoption;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Some colleagues chose their preferred mailbox before the visitor came, so that a department has something to show. */
@Component
@Profile("demo")
class DemoAdoption {
    /** Of Morbihan, where others have not chosen yet. */
    private static final List<String> CHOSE = List.of("lefevre2", "leroy", "legoff");

    private final Accounts accounts;
    private final Choosing choosing;
    private final TerritoryAdoption territory;

    DemoAdoption(Accounts accounts, Choosing choosing, TerritoryAdoption territory) {
        this.accounts = accounts;
        this.choosing = choosing;
        this.territory = territory;
    }

    void tell() {
        var world = DemoWorld.read();
        for (var key : CHOSE) {
            var person = world.person(key);
            var actor = accounts.named(person.id(), person.given() + " " + person.family());
            choose(new Subject(actor, person.id(), EnumSet.allOf(Right.class)));
        }
        territory.count();
    }

    /** What the page would preselect. */
    private void choose(Subject subject) {
        if (!(choosing.of(subject) instanceof Outcome.Done<Choices>(var choices))) return;
        var picks = new HashMap<String, BoxId>();
        for (var row : choices.rows()) {
            var proposed = row.advised().proposed();
            if (proposed != null) picks.put(row.key(), proposed.candidate().box());
        }
        choosing.choose(subject, picks);
    }
}
