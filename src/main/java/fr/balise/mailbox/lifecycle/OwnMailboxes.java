package fr.balise.mailbox.lifecycle;

import fr.balise.identity.Rights;
import fr.balise.identity.Subject;
import fr.balise.identity.Subject.Right;
import fr.balise.mailbox.Box;
import fr.balise.mailbox.BoxId;
import fr.balise.mailbox.Census;
import fr.balise.mailbox.Outcome;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;

/** What a holder, or the responsible person of a structure, does with a mailbox of theirs that is held here. */
@Service
public class OwnMailboxes {
    private static final Set<Class<? extends Command>> THEIRS = Set.of(
            Command.Depublish.class,
            Command.Republish.class,
            Command.Retrieve.class,
            Command.RequestDeletion.class,
            Command.TakeBack.class,
            Command.Postpone.class);

    private final Lifecycle lifecycle;
    private final Census census;
    private final Rights rights;

    OwnMailboxes(Lifecycle lifecycle, Census census, Rights rights) {
        this.lifecycle = lifecycle;
        this.census = census;
        this.rights = rights;
    }

    /** The mailbox behind a box of the census; {@code NotFound} when it is held elsewhere or is somebody else's. */
    public Outcome<Hosted> find(Subject subject, BoxId id) {
        return census.box(subject, id).then(box -> held(subject, box));
    }

    private Outcome<Hosted> held(Subject subject, Box box) {
        return behind(subject, box)
                .map(Outcome::done)
                .orElseGet(() -> Outcome.refused(new fr.balise.mailbox.Refusal.NotFound()));
    }

    /** For a box that was counted already; empty when it is held elsewhere or is somebody else's. */
    public Optional<Hosted> behind(Subject subject, Box box) {
        return lifecycle.find(box.address()).filter(mailbox -> owns(subject, mailbox.owner()));
    }

    /** The same for many, asked once; by the id of the box. */
    public Map<BoxId, Hosted> behind(Subject subject, Collection<Box> boxes) {
        var held = lifecycle.at(boxes.stream().map(Box::address).toList());
        var owned = new HashMap<BoxId, Hosted>();
        for (var box : boxes) {
            var mailbox = held.get(box.address().key());
            if (mailbox != null && owns(subject, mailbox.owner())) owned.put(box.id(), mailbox);
        }
        return owned;
    }

    private boolean owns(Subject subject, Owner owner) {
        return switch (owner) {
            case Owner.OfPerson(var person) -> person.equals(subject.person());
            case Owner.OfStructure(var structure) ->
                subject.isSelf() && rights.managedStructures().contains(structure);
        };
    }

    /**
     * Only whoever decides, never a delegate who prepares, and only what is a holder's to say: staff measures and the erasure are not.
     *
     * @param seen version that the person looked at
     */
    public Outcome<Decision> apply(Subject subject, BoxId id, Command command, long seen) {
        if (!THEIRS.contains(command.getClass()) || !subject.may(Right.DECIDE))
            return Outcome.refused(new fr.balise.mailbox.Refusal.NotAllowed());
        return find(subject, id).map(mailbox -> lifecycle.apply(mailbox.id(), command, By.of(subject.actor()), seen));
    }
}
