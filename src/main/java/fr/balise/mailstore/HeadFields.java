package fr.balise.mailstore;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The fields of a head, as far as one needs the first of each name. For lists of many messages: the library keeps every line in an object
 * of its own, in a list that is walked for each question. Pure.
 */
public final class HeadFields {
    private HeadFields() {}

    /**
     * @param block lines, one character an octet; what is no field is left out
     * @return values by name in lower case, with the folds that they came with [RFC5322 2.2.3]
     */
    public static Map<String, String> of(String block) {
        var fields = new HashMap<String, String>();
        for (int from = 0; from < block.length(); ) {
            int to = end(block, from);
            int colon = block.indexOf(':', from, to); // never beyond: a stranger's lines without one are many
            if (colon > from)
                fields.putIfAbsent(
                        block.substring(from, colon).strip().toLowerCase(Locale.ROOT), block.substring(colon + 1, to));
            from = to + 1;
        }
        return fields;
    }

    private static int end(String block, int from) {
        int end = block.indexOf('\n', from);
        while (end >= 0 && end + 1 < block.length() && (block.charAt(end + 1) == ' ' || block.charAt(end + 1) == '\t'))
            end = block.indexOf('\n', end + 1);
        return end < 0 ? block.length() : end;
    }
}
