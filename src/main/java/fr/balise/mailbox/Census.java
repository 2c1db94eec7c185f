package fr.balise.mailbox;

import fr.balise.identity.Subject;

/** All mailboxes in a person's name, at all operators, with what is known of each [L-I1] [L-I2]. */
public interface Census {

    /** Refused only to an actor without the right to see. Works when the directory knows nothing of the person. */
    Outcome<CensusView> of(Subject subject);

    /** One mailbox of that census, hidden ones included. */
    Outcome<Box> box(Subject subject, BoxId id);
}
