package fr.balise.mailbox.lifecycle;

import fr.balise.directory.ListingVeto;
import fr.balise.kernel.MailAddress;
import org.springframework.stereotype.Component;

/** A mailbox that is depublished, or further on its way out, is listed again by its own steps alone (decision 12 of the house). */
@Component
class ClosedStaysUnlisted implements ListingVeto {
    private final HostedRows rows;

    ClosedStaysUnlisted(HostedRows rows) {
        this.rows = rows;
    }

    @Override
    public boolean forbids(MailAddress address) {
        return rows.find(address)
                .filter(mailbox -> !(mailbox.state() instanceof State.Active))
                .isPresent();
    }
}
