package fr.balise.hygiene.web;

import fr.balise.hygiene.Room;
import fr.balise.hygiene.Rooms;
import fr.balise.hygiene.web.SpacePages.Row;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.MailboxId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

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

    /** The same for all mailboxes of a page, asked once; those that do not press are not among them. */
    public Map<MailboxId, Room> rooms(Collection<Hosted> mailboxes) {
        var pressing = new HashMap<>(rooms.of(mailboxes));
        pressing.values().removeIf(room -> !room.presses());
        return pressing;
    }

    /** Clean-ups that were prepared and wait for the holder. */
    public List<PreparePages.Waiting> prepared() {
        return pages.waiting();
    }

    /** The fullest one of the person, where it presses; null otherwise. */
    public @Nullable Row mailbox() {
        return pages.pressing().orElse(null);
    }
}
