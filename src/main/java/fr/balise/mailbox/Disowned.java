package fr.balise.mailbox;

import fr.balise.kernel.NationalPersonId;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Service;

/** Which mailboxes people said are not theirs, whatever a directory lists under their names. */
@Service
public class Disowned {
    private final Statements statements;

    Disowned(Statements statements) {
        this.statements = statements;
    }

    /** Keys of addresses by person; whoever disowns none is left out. */
    public Map<NationalPersonId, Set<String>> by(Collection<NationalPersonId> people) {
        return people.isEmpty() ? Map.of() : statements.disowned(people);
    }
}
