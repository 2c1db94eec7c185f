package fr.balise.mailbox.takeout;

import java.util.List;

/** Which messages an export of some of them takes: kept by the room where somebody chose them. */
public interface Selected {

    /**
     * Each folder once.
     *
     * @return empty when nothing is known of that selection any more
     */
    List<Chosen> of(long selection);

    /** @param uids rising, as numbered under that UIDVALIDITY [RFC9051 2.3.1.1] */
    record Chosen(String folder, long uidValidity, List<Long> uids, long octets) {
        public Chosen {
            uids = List.copyOf(uids);
        }

        @Override
        public String toString() {
            return "Chosen[" + uids.size() + "]"; // names of folders may be names of patients
        }
    }
}
