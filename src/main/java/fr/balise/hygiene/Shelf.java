package fr.balise.hygiene;

import fr.balise.mailstore.MailStore.Use;

/**
 * A folder as it was when stock was last taken.
 *
 * @param id number of the folder among those of its mailbox
 * @param listedTo highest UID that was told
 * @param modSeq as of which flags are known; 0 if all are to be asked for again
 */
public record Shelf(
        int id, String name, Use use, long uidValidity, long listedTo, long modSeq, long messages, long octets) {

    Shelf upTo(long listed) {
        return new Shelf(id, name, use, uidValidity, listed, modSeq, messages, octets);
    }

    Shelf as(Use now, long seq, long count, long size) {
        return new Shelf(id, name, now, uidValidity, listedTo, seq, count, size);
    }

    @Override
    public String toString() {
        return "Shelf[" + id + " " + use + "]"; // names of folders may be names of patients
    }
}
