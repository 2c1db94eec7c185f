package fr.balise.mailbox.lifecycle;

import fr.balise.identity.Actor;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Refusal;
import java.time.LocalDate;
import org.springframework.stereotype.Service;

/** Holds, suspensions and a later day of the erasure, by staff of the operator. */
@Service
public class StaffMeasures {
    private final Lifecycle lifecycle;

    StaffMeasures(Lifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    public Outcome<Decision> apply(Actor actor, MailboxId id, Command command) {
        var measure = switch (command) {
            case Command.PlaceHold _, Command.LiftHold _, Command.Suspend _, Command.Resume _ -> true;
            case Command.Postpone(var to) -> isLater(id, to);
            default -> false;
        };
        return measure && actor.is(Actor.Role.OPERATOR)
                ? Outcome.done(lifecycle.apply(id, command, By.of(actor)))
                : Outcome.refused(new Refusal.NotAllowed());
    }

    /** Earlier is for the holder alone to say. */
    private boolean isLater(MailboxId id, LocalDate to) {
        return lifecycle
                .find(id)
                .filter(mailbox -> !(mailbox.state() instanceof State.RetrievalOnly m) || !to.isBefore(m.eraseOn()))
                .isPresent();
    }
}
