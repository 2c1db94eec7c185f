package fr.balise.mailbox;

import fr.balise.identity.Actor;
import java.util.List;
import java.util.Optional;

/** The operators' contacts, kept by staff [L-I6] [L-I9]. */
public interface OperatorSheets {

    /** The sheet whose domain is this one or the longest that it is a sub-domain of. */
    Optional<OperatorSheet> forDomain(String domain);

    /** All sheets by name; staff only. */
    Outcome<List<OperatorSheet>> all(Actor actor);

    /** Adds a sheet, or changes one; staff only. Refused when a domain stands on another sheet or is not a domain. */
    Outcome<OperatorSheet> save(Actor actor, OperatorSheet sheet);
}
