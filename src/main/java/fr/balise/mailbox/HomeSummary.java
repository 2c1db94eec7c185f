package fr.balise.mailbox;

import fr.balise.directory.DirectoryAge;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The home page: one sentence, one button, at most three findings.
 *
 * @param boxes mailboxes in the person's name
 * @param points findings that wait for somebody
 * @param minutes that they take in all
 * @param shown the first three of them; the first of the list is "À faire en premier"
 * @param folded the others, and what is for information
 * @param awaiting prepared by a delegate: "À valider"
 * @param nextCheck told with "Tout est en ordre. Prochaine vérification le …"
 */
public record HomeSummary(
        int boxes,
        int points,
        int minutes,
        List<Finding> shown,
        List<Finding> folded,
        int awaiting,
        LocalDate nextCheck,
        DirectoryAge age,
        LocalDate today) {

    public static final int SHOWN = 3;

    public HomeSummary {
        shown = List.copyOf(shown);
        folded = List.copyOf(folded);
    }

    public boolean inOrder() {
        return points == 0;
    }

    public @Nullable Finding first() {
        return shown.isEmpty() ? null : shown.getFirst();
    }

    /** "Vos 5 boîtes aux lettres sécurisées" */
    public Words title() {
        return Words.of("mailbox.home.title", boxes);
    }

    /** "3 points à traiter, environ 4 minutes", or "Tout est en ordre. Prochaine vérification le …" */
    public Words sentence() {
        return inOrder()
                ? Words.of("mailbox.home.in-order", nextCheck)
                : Words.of("mailbox.home.points", points, minutes);
    }
}
