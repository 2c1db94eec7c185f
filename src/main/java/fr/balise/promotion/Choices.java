package fr.balise.promotion;

import fr.balise.mailbox.CensusView;
import java.util.List;

/**
 * All places of a person.
 *
 * @param rows empty when the directory knows nothing of the person
 * @param leadsOn the holder agreed that old addresses lead to the present ones
 */
public record Choices(CensusView view, List<ChoiceRow> rows, boolean leadsOn) {
    public Choices {
        rows = List.copyOf(rows);
    }

    /** Places for which something can be proposed. */
    public long open() {
        return rows.stream().filter(row -> row.advised().proposed() != null).count();
    }

    /** Whether another operator holds one of the mailboxes. */
    public boolean elsewhere() {
        return rows.stream()
                .flatMap(row -> row.advised().lines().stream())
                .anyMatch(line -> !line.candidate().here());
    }
}
