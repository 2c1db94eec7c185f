package fr.balise.record;

import java.util.Collection;

/** What became of a document. */
public enum Result {
    /** On its way; after a crash it is sent again under the same token. */
    SENDING,
    /** The software said that it keeps it. */
    ACCEPTED,
    /** It kept the same octets before. */
    ALREADY,
    /** The printed form of a structured document of the same message, which goes. */
    PRINTED,
    /** In the folder from which the software fetches. */
    LAID,
    /** Fetched; whether it is filed nobody said. */
    COLLECTED,
    REFUSED,
    /** Taken away as a file: where it went nobody knows. */
    DOWNLOADED,
    /** Taken at first, and then a failure of filing came back. */
    FAILED_LATER;

    public String tone() {
        return switch (this) {
            case ACCEPTED, ALREADY, PRINTED -> "ok";
            case REFUSED, FAILED_LATER -> "alert";
            case COLLECTED -> "warn";
            case SENDING, LAID, DOWNLOADED -> "info";
        };
    }

    /** What became of a message of which these are all documents: it is filed when each of them is. Pure. */
    static Carried.State of(Collection<Result> all) {
        if (all.isEmpty() || all.stream().anyMatch(one -> one == REFUSED || one == FAILED_LATER))
            return Carried.State.REFUSED;
        if (all.contains(SENDING)) return Carried.State.WAITING;
        if (all.contains(LAID)) return Carried.State.LAID;
        if (all.contains(COLLECTED)) return Carried.State.COLLECTED;
        if (all.contains(DOWNLOADED)) return Carried.State.DOWNLOADED;
        return Carried.State.FILED;
    }
}
