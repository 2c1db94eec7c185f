package fr.balise.hygiene;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a person was shown before saying yes: how many messages, and which. Goes through a form and comes back as it was.
 *
 * @param which as {@link Weight#which}; null where whoever orders counted at this moment
 */
public record Shown(long messages, @Nullable Long which) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,12})-([0-9a-f]{1,16})");

    /** Fits nothing: of a form that a page of Balise never made. */
    private static final Shown NEVER = new Shown(-1, null);

    static Shown count(long messages) {
        return new Shown(messages, null);
    }

    public static Shown parse(String text) {
        var form = FORM.matcher(text);
        return form.matches()
                ? new Shown(Long.parseLong(form.group(1)), Long.parseUnsignedLong(form.group(2), 16))
                : NEVER;
    }

    boolean fits(Weight now) {
        return messages == now.messages() && (which == null || which == now.which());
    }
}
