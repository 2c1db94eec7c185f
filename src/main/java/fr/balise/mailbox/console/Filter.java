package fr.balise.mailbox.console;

import fr.balise.mailstore.UsageList.Use;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which hosted mailboxes are asked for.
 *
 * @param text part of the address, or the end of an RPPS or FINESS; empty asks nothing
 * @param state word of {@link fr.balise.mailbox.lifecycle.State#word()}, or {@link #RESTRAINED}; null asks nothing
 * @param drift only those that the newest national file does not show as wanted
 */
public record Filter(
        String text,
        @Nullable String state,
        @Nullable String domain,
        @Nullable Use use,
        boolean full,
        boolean drift) {
    /** Held or suspended, in whatever state. */
    public static final String RESTRAINED = "restrained";

    public static final Filter NONE = new Filter("", null, null, null, false, false);

    private static final Set<String> STATES = Set.of("active", "depublished", "retrieval-only", "erased", RESTRAINED);
    private static final int LONGEST = 320;

    public Filter {
        text = text.strip().replace("\u0000", "");
        if (text.length() > LONGEST) text = text.substring(0, LONGEST);
        if (state != null && !STATES.contains(state)) state = null;
        if (domain != null && domain.isBlank()) domain = null;
    }

    public boolean any() {
        return !equals(NONE);
    }

    boolean asksMailServers() {
        return use != null || full;
    }
}
