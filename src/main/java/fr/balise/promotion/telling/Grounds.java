package fr.balise.promotion.telling;

import fr.balise.identity.Subject;
import fr.balise.identity.Subject.Right;
import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.Box;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Refusal;
import fr.balise.mailbox.lifecycle.OwnMailboxes;
import fr.balise.promotion.ChoiceRow;
import fr.balise.promotion.Choices;
import fr.balise.promotion.Choosing;
import fr.balise.promotion.Signposts;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Gathers the {@link Ground} of a place, for its holder alone. */
@Component
class Grounds {
    private final Choosing choosing;
    private final OwnMailboxes own;
    private final Signposts signposts;

    Grounds(Choosing choosing, OwnMailboxes own, Signposts signposts) {
        this.choosing = choosing;
        this.own = own;
        this.signposts = signposts;
    }

    /**
     * {@code NotFound} where nothing is chosen there.
     *
     * @param place {@link ChoiceRow#key}
     */
    Outcome<Ground> of(Subject subject, String place) {
        if (!subject.isSelf() || !subject.may(Right.DECIDE)) return Outcome.refused(new Refusal.NotAllowed());
        return choosing.of(subject)
                .then(choices -> choices.rows().stream()
                        .filter(row -> row.key().equals(place))
                        .findFirst()
                        .flatMap(row -> Optional.ofNullable(row.decided())
                                .map(decided -> ground(subject, choices, row, decided.address())))
                        .map(Outcome::done)
                        .orElseGet(() -> Outcome.refused(new Refusal.NotFound())));
    }

    private Ground ground(Subject subject, Choices choices, ChoiceRow row, MailAddress address) {
        var held = own.behind(subject, choices.view().own());
        return new Ground(
                choices,
                row,
                address,
                held.values().stream()
                        .filter(one -> one.address().key().equals(address.key()))
                        .findFirst(),
                signposts.at(row.spot()),
                OldMailboxes.of(choices, row, held),
                choices.view().own().stream()
                        .map(Box::address)
                        .map(MailAddress::key)
                        .collect(Collectors.toSet()));
    }
}
