package fr.balise.promotion.telling;

import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.Box;
import fr.balise.mailbox.BoxId;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.State;
import fr.balise.promotion.ChoiceRow;
import fr.balise.promotion.Choices;
import fr.balise.promotion.Preference;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which mailboxes of a person that are held here are not the ones to write to at a place. Pure. */
final class OldMailboxes {
    private OldMailboxes() {}

    /** @param held what this installation holds of the person's own boxes */
    static List<Hosted> of(Choices choices, ChoiceRow row, Map<BoxId, Hosted> held) {
        var preferred = choices.rows().stream()
                .flatMap(OldMailboxes::preferred)
                .map(MailAddress::key)
                .collect(Collectors.toSet());
        var here = row.situation();
        return choices.view().own().stream()
                .flatMap(box -> Optional.ofNullable(held.get(box.id())).stream()
                        .filter(OldMailboxes::receives)
                        .filter(mailbox -> isOld(
                                mailbox.address(), places(box, mailbox), preferred, here == null ? null : here.id())))
                .toList();
    }

    /**
     * @param places practice situations that it serves; empty where nobody said: it serves all of them
     * @param preferred keys of all that are preferred anywhere, for whatever document: none of them is an old one
     * @param here null for all places
     */
    static boolean isOld(MailAddress address, Set<Long> places, Set<String> preferred, @Nullable Long here) {
        return !preferred.contains(address.key()) && (here == null || places.isEmpty() || places.contains(here));
    }

    private static Stream<MailAddress> preferred(ChoiceRow row) {
        return Stream.concat(Optional.ofNullable(row.decided()).stream(), row.exceptions().values().stream())
                .map(Preference::address);
    }

    private static Set<Long> places(Box box, Hosted mailbox) {
        var places = new HashSet<Long>();
        for (var attachment : box.attachments()) {
            var situation = attachment.situation();
            if (attachment.present() && situation != null) places.add(situation.id());
        }
        var purpose = box.purpose();
        if (purpose != null && purpose.situation() != null) places.add(purpose.situation());
        if (mailbox.situation() != null) places.add(mailbox.situation());
        return places;
    }

    private static boolean receives(Hosted mailbox) {
        return switch (mailbox.state()) {
            case State.Active _, State.Depublished _ -> true;
            case State.RetrievalOnly _, State.Erased _ -> false;
        };
    }
}
