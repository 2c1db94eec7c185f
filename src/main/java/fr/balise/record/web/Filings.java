package fr.balise.record.web;

import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.record.Filing;
import org.springframework.stereotype.Component;

/** For pages of other rooms: whether the reader may hand over what this mailbox holds. */
@Component("filings")
class Filings {
    private final Filing filing;

    Filings(Filing filing) {
        this.filing = filing;
    }

    public boolean may(Hosted mailbox) {
        return filing.of(mailbox.id()).isPresent();
    }
}
