package fr.balise.mailbox.lifecycle;

import fr.balise.kernel.MailAddress;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Where whoever decides about a mailbox is reached, when that mailbox itself is not the place. */
@Component
public class Reach {
    private final HostedRows rows;
    private final Notices notices;

    Reach(HostedRows rows, Notices notices) {
        this.rows = rows;
        this.notices = notices;
    }

    /** The address that was chosen for notices, or another active mailbox of the same owner; empty when nobody can be reached by mail. */
    public Optional<MailAddress> beside(Hosted mailbox) {
        return notices.otherMail(mailbox.id())
                .or(() -> rows.of(mailbox.owner()).stream()
                        .filter(other -> !other.id().equals(mailbox.id()))
                        .filter(other -> other.state() instanceof State.Active && other.suspension() == null)
                        .map(Hosted::address)
                        .findFirst());
    }
}
