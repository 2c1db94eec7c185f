package fr.balise.mailbox.lifecycle;

import fr.balise.kernel.Named;
import fr.balise.mailbox.Words;

/** Why a mailbox must be kept as it is: nothing of it is erased while a hold stands. */
public enum Hold {
    /** A court, an inquiry, a dispute. */
    LEGAL,
    /** Something went wrong and is being looked into. */
    INCIDENT;

    public Words words() {
        return Words.of("mailbox.life.hold." + Named.word(this));
    }
}
