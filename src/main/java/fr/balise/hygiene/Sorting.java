package fr.balise.hygiene;

import fr.balise.mailstore.MailStore.Use;
import java.time.Instant;

/**
 * What decides on the group of each message of a mailbox. Pure.
 *
 * @param settled documents received before are proposed
 * @param old letters received before are proposed
 */
record Sorting(Instant settled, Instant old, Duplicates duplicates) {
    static Sorting at(Instant now, HygieneSettings settings, Duplicates duplicates) {
        return new Sorting(now.minus(settings.settled()), now.minus(settings.oldLetter()), duplicates);
    }

    /** A copy that is safe anyway, or that somebody has to act on, stays in its group. */
    Group group(Item item, Shelf shelf) {
        var group = Group.of(item, shelf.use(), settled, old);
        if (!duplicates.has(item) || isKeptForItself(item, shelf.use())) return group;
        return switch (group) {
            case TRASH, JUNK, FILED, RECEIPTS, NEWSLETTERS, FAILURES -> group;
            case DUPLICATES, REPORTS, RESULTS, ATTACHMENTS, THROWN_DOCUMENTS, OLD_LETTERS, KEEP -> Group.DUPLICATES;
        };
    }

    private static boolean isKeptForItself(Item item, Use folder) {
        return !item.seen() || item.flagged() || item.kept() || folder == Use.SENT || folder == Use.DRAFTS;
    }
}
