package fr.balise.mailbox.takeout;

/**
 * How far one folder is copied.
 *
 * @param validity UIDVALIDITY of the folder: numbered anew, it is another one
 * @param through all messages up to this UID are in the target, or were when it was noted
 * @param targetNext messages of the target folder from this UID on may have been put there without being noted here
 * @param messages how many were copied; {@code octets} likewise
 */
record CopiedFolder(long validity, long through, long targetValidity, long targetNext, long messages, long octets) {
    static CopiedFolder fresh(long validity, long targetValidity, long targetNext) {
        return new CopiedFolder(validity, 0, targetValidity, targetNext, 0, 0);
    }

    /** One more is there. */
    CopiedFolder and(long uid, long size) {
        return new CopiedFolder(validity, uid, targetValidity, targetNext, messages + 1, octets + size);
    }

    /** What is below these numbers needs no second look. */
    CopiedFolder settled(long nowValidity, long nowNext) {
        return new CopiedFolder(validity, through, nowValidity, nowNext, messages, octets);
    }
}
