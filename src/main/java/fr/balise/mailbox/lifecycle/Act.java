package fr.balise.mailbox.lifecycle;

import fr.balise.kernel.Named;
import fr.balise.mailbox.Words;

/** What a holder can do, in the order in which the screen offers it. */
public enum Act {
    DEPUBLISH,
    CHANGE_REPLY,
    REPUBLISH,
    RETRIEVE,
    REQUEST_DELETION,
    POSTPONE,
    TAKE_BACK;

    public Words words() {
        return Words.of("mailbox.life.act." + Named.word(this));
    }
}
