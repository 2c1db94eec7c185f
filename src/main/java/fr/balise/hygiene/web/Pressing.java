package fr.balise.hygiene.web;

import fr.balise.hygiene.Room;
import fr.balise.hygiene.Rooms;
import fr.balise.hygiene.web.SpacePages.Row;
import fr.balise.mailbox.lifecycle.Hosted;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** For pages of other rooms: what is nearly full. */
@Component("pressing")
class Pressing {
    private final SpacePages pages;
    private final Rooms rooms;

    Pressing(SpacePages pages, Rooms rooms) {
        this.pages = pages;
        this.rooms = rooms;
    }

    /** How full this mailbox is, where it presses; null otherwise. */
    public @Nullable Room room(Hosted mailbox) {
        return rooms.of(mailbox).filter(Room::presses).orElse(null);
    }

    /** The fullest one of the person, where it presses; null otherwise. */
    public @Nullable Row mailbox() {
        try {
            return pages.pressing().orElse(null);
        } catch (ResponseStatusException nobodys) {
            return null; // a delegate sees no mail
        }
    }
}
