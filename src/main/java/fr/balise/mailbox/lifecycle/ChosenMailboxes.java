package fr.balise.mailbox.lifecycle;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which mailbox its holder chose for a place; the room that keeps choices answers. */
public interface ChosenMailboxes {
    /** @param situation practice situation of the directory; null for all places, and for structures */
    record At(Owner owner, @Nullable Long situation) {
        public static At of(Hosted mailbox) {
            return new At(mailbox.owner(), mailbox.situation());
        }
    }

    /** Keys of addresses: of the choice for the place, else for all places. Where nothing was decided the place is left out. */
    Map<At, String> keys(Collection<At> places);

    default Optional<String> key(At place) {
        return Optional.ofNullable(keys(List.of(place)).get(place));
    }
}
