package fr.balise.directory.search;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which state of the directory something was made from.
 *
 * @param load id of the load applied last, 0 before the first
 * @param applied when it was applied, as PostgreSQL writes it: tells a replaced database from this one
 * @param locals fingerprint of the rows that Balise itself wrote: count, sum of times, newest time
 * @param mailboxes date of the newest mailbox file applied, {@code activities} of the newest activity file
 */
public record Generation(
        long load,
        String applied,
        String locals,
        @Nullable LocalDate mailboxes,
        @Nullable LocalDate activities) {
    /** Raised when the documents change their shape, so that older indexes are rebuilt. */
    private static final String SHAPE = "4";

    /** The newest time of a local row, as PostgreSQL writes it. */
    String localsWrittenUntil() {
        return locals.substring(locals.lastIndexOf('/') + 1);
    }

    boolean sameRows(Generation other) {
        return load == other.load && applied.equals(other.applied) && locals.equals(other.locals);
    }

    Map<String, String> asCommitData() {
        var data = new HashMap<String, String>();
        data.put("shape", SHAPE);
        data.put("load", Long.toString(load));
        data.put("applied", applied);
        data.put("locals", locals);
        if (mailboxes != null) data.put("mailboxes", mailboxes.toString());
        if (activities != null) data.put("activities", activities.toString());
        return data;
    }

    /** Null when the index is not of ours, or of another shape. */
    static @Nullable Generation of(Map<String, String> data) {
        var load = data.get("load");
        var applied = data.get("applied");
        var locals = data.get("locals");
        if (!SHAPE.equals(data.get("shape")) || load == null || applied == null || locals == null) return null;
        return new Generation(
                Long.parseLong(load), applied, locals, date(data.get("mailboxes")), date(data.get("activities")));
    }

    private static @Nullable LocalDate date(@Nullable String text) {
        return text == null ? null : LocalDate.parse(text);
    }
}
