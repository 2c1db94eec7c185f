package fr.balise.directory.search;

import fr.balise.kernel.MailboxType;
import org.jspecify.annotations.Nullable;

/**
 * What is asked.
 *
 * @param text as typed; what goes beyond {@link #LONGEST} characters is not read
 * @param limit hits wanted, brought into 1…{@link #MOST}
 */
public record SearchRequest(String text, Filter filter, int limit) {
    /** Nobody types more; it bounds the work of one search. */
    public static final int LONGEST = 200;

    public static final int MOST = 50;

    public SearchRequest {
        text = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        limit = Math.clamp(limit, 1, MOST);
    }

    public static SearchRequest of(String text) {
        return new SearchRequest(text, Filter.NONE, 20);
    }

    /**
     * What hits must be; null members ask nothing.
     *
     * @param profession code, for instance {@code 10}
     * @param specialty code, for instance {@code SM54}
     * @param department national code, for instance {@code 2A}
     * @param withMailbox only hits that have a mailbox to write to
     */
    public record Filter(
            @Nullable String profession,
            @Nullable String specialty,
            @Nullable String department,
            @Nullable MailboxType type,
            boolean withMailbox) {
        public static final Filter NONE = new Filter(null, null, null, null, false);
    }
}
