package fr.balise.record;

import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of one document that was handed over.
 *
 * @param token what the software knows it by
 * @param number of its message in the hand-over
 * @param part among the documents of that message, from 1
 * @param software null where it was taken away as a file
 * @param uniqueId as its archive or its own head says; empty for none
 * @param answer the software's own words, or a key of ours; empty for none
 * @param tries how often it was sent
 */
public record Receipt(
        long id,
        UUID token,
        long handOver,
        int number,
        int part,
        @Nullable Long software,
        byte[] sha256,
        long octets,
        String name,
        String uniqueId,
        Result result,
        String answer,
        int tries,
        Instant at) {

    private static final String OURS = "record.";

    public String sha256Hex() {
        return HexFormat.of().formatHex(sha256);
    }

    /** The software's words: nobody else's are taken for a key of ours. */
    static String theirs(String said) {
        return said.startsWith(OURS) ? "« " + said + " »" : said;
    }

    /** Whether {@code answer} is a key of a message, not the software's words. */
    public boolean inOurWords() {
        return answer.startsWith(OURS);
    }

    /** Whether the software said something that a person can read. */
    public boolean isSaid() {
        return !answer.isEmpty() && result != Result.LAID && result != Result.COLLECTED;
    }

    @Override
    public String toString() {
        return "Receipt[" + id + " " + result + "]";
    }
}
