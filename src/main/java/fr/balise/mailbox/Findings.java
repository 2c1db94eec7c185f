package fr.balise.mailbox;

import fr.balise.identity.Subject;
import fr.balise.mailbox.Finding.Rule;
import java.time.LocalDate;
import java.util.List;

/** The diagnosis of a person's mailboxes, less what was answered "Pas concerné". */
public interface Findings {

    Outcome<HomeSummary> home(Subject subject);

    /** Those that stand, gravest first. */
    Outcome<List<Finding>> all(Subject subject);

    /** "Pas concerné". Comes back when the facts change. @param reason 1 to 500 characters */
    Outcome<Finding> dismiss(Subject subject, String finding, String reason);

    /** What was answered "Pas concerné" and would stand otherwise. */
    Outcome<List<Dismissed>> dismissed(Subject subject);

    Outcome<Finding> restore(Subject subject, String finding);

    record Dismissed(Finding finding, String reason, LocalDate on, String by) {
        public Rule rule() {
            return finding.rule();
        }
    }
}
