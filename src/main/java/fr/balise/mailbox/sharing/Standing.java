package fr.balise.mailbox.sharing;

import fr.balise.identity.Actor;
import fr.balise.kernel.MailboxType;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.Owner;
import fr.balise.mailstore.MailPasswords.Rights;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody may do with a hosted mailbox. Pure.
 *
 * @param rights in mail programs; null for none
 * @param shares whether that person says who else may
 * @param names whether that person says who is responsible
 */
public record Standing(@Nullable Rights rights, boolean shares, boolean names) {
    public static final Standing NONE = new Standing(null, false, false);

    /** @param accepted rights to this mailbox that the account accepted and that hold today */
    static Standing of(Actor actor, Set<String> managed, Hosted mailbox, List<Share> accepted) {
        return switch (mailbox.owner()) {
            case Owner.OfPerson(var person) ->
                person.equals(actor.nationalId())
                        ? new Standing(Rights.HOLDER, true, false)
                        : new Standing(best(accepted).orElse(null), false, false);
            case Owner.OfStructure(var structure) -> {
                var manages = managed.contains(structure);
                var responsible = accepted.stream().anyMatch(share -> share.may() == Share.May.RESPONSIBLE);
                // Managing a structure opens no mail; a mailbox of software has no person to read it, its manager makes
                // its password.
                var own = manages && mailbox.type() == MailboxType.APP ? Rights.HOLDER : null;
                yield new Standing(
                        best(accepted).orElse(own),
                        responsible || manages && mailbox.type() != MailboxType.APP,
                        manages);
            }
        };
    }

    private static Optional<Rights> best(List<Share> accepted) {
        return accepted.stream().map(Share::rights).max((one, other) -> {
            var level = one.level().compareTo(other.level());
            return level != 0 ? level : Boolean.compare(one.send(), other.send());
        });
    }

    public boolean any() {
        return rights != null || shares || names;
    }
}
