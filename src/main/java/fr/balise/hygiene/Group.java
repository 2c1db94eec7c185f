package fr.balise.hygiene;

import fr.balise.mailstore.MailStore.Use;
import java.time.Instant;

/** What can be said of a message when room is needed: each is in exactly one group, so that gains add up. */
public enum Group {
    /** Thrown away already. */
    TRASH(Safety.SAFE),
    /** Documents that record software, or the person, said to be filed. */
    FILED(Safety.SAFE),
    /** Receipts and automatic replies. */
    RECEIPTS(Safety.SAFE),
    JUNK(Safety.SAFE),
    /** Written to many, as operators do. */
    NEWSLETTERS(Safety.SAFE),
    /** Of which another copy stays: see {@link Duplicates}. */
    DUPLICATES(Safety.CHECK),
    /** Reports of which nothing shows that they are filed. */
    REPORTS(Safety.CHECK),
    /** Results of laboratories of which nothing shows that they are filed. */
    RESULTS(Safety.CHECK),
    /** Other attachments of which nothing shows that they are filed. */
    ATTACHMENTS(Safety.CHECK),
    /** Documents without proof, in the trash or among junk. */
    THROWN_DOCUMENTS(Safety.CHECK),
    /** Failed filings and failed deliveries: somebody may have to act. */
    FAILURES(Safety.CHECK),
    OLD_LETTERS(Safety.CHECK),
    /** Unread, flagged, kept by a person's wish, recent, from patients, sent. */
    KEEP(Safety.KEEP);

    private final Safety safety;

    Group(Safety safety) {
        this.safety = safety;
    }

    /** [L-M2] before [L-M3]: what is not shown to be filed is never safe. */
    public enum Safety {
        SAFE,
        CHECK,
        KEEP;

        public String tone() {
            return switch (this) {
                case SAFE -> "ok";
                case CHECK -> "warn";
                case KEEP -> "info";
            };
        }
    }

    public Safety safety() {
        return safety;
    }

    /** Whether deleting it wants to be attested, or a reason. */
    public boolean needsWord() {
        return switch (this) {
            case REPORTS, RESULTS, ATTACHMENTS, THROWN_DOCUMENTS, FAILURES -> true;
            case TRASH, FILED, RECEIPTS, JUNK, NEWSLETTERS, DUPLICATES, OLD_LETTERS, KEEP -> false;
        };
    }

    /** Whether a person can attest that it is filed. */
    public boolean canBeAttested() {
        return switch (this) {
            case REPORTS, RESULTS, ATTACHMENTS, THROWN_DOCUMENTS -> true;
            case TRASH, FILED, RECEIPTS, JUNK, NEWSLETTERS, DUPLICATES, FAILURES, OLD_LETTERS, KEEP -> false;
        };
    }

    /**
     * @param settled documents received before are proposed
     * @param old letters received before are proposed
     */
    static Group of(Item item, Use folder, Instant settled, Instant old) {
        if (!item.seen() || item.flagged() || item.kept() || folder == Use.SENT || folder == Use.DRAFTS) return KEEP;
        return switch (item.kind()) {
            case INTEGRATION_FAILURE, NON_DELIVERY -> FAILURES;
            case XDM, CDA, LABORATORY, PDF, IMAGE, ATTACHMENT, ILLEGIBLE -> document(item, folder, settled);
            case RECEIPT, AUTOMATIC -> thrown(folder, RECEIPTS);
            case PATIENT -> thrown(folder, KEEP);
            case NEWSLETTER -> thrown(folder, item.received().isBefore(settled) ? NEWSLETTERS : KEEP);
            case LETTER -> thrown(folder, item.received().isBefore(old) ? OLD_LETTERS : KEEP);
        };
    }

    private static Group thrown(Use folder, Group otherwise) {
        return switch (folder) {
            case TRASH -> TRASH;
            case JUNK -> JUNK;
            case ARCHIVE, DRAFTS, SENT, OTHER -> otherwise;
        };
    }

    private static Group document(Item item, Use folder, Instant settled) {
        if (item.filed()) return thrown(folder, item.received().isBefore(settled) ? FILED : KEEP);
        if (folder == Use.TRASH || folder == Use.JUNK) return THROWN_DOCUMENTS;
        return switch (item.kind()) {
            case XDM, CDA -> REPORTS;
            case LABORATORY -> RESULTS;
            default -> ATTACHMENTS;
        };
    }
}
