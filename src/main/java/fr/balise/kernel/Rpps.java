package fr.balise.kernel;

import java.util.regex.Pattern;

/**
 * Number of a professional in the shared register (RPPS).
 *
 * @param value eleven digits; the key is not required to hold, see {@link #keyHolds()}
 */
public record Rpps(String value) {
    private static final Pattern FORM = Pattern.compile("\\d{11}");

    public Rpps {
        if (!FORM.matcher(value).matches()) throw new IllegalArgumentException("an RPPS has eleven digits");
    }

    public boolean keyHolds() {
        return Luhn.holds(value);
    }

    /** What tells two homonyms apart on a screen: the last four digits. */
    public String tail() {
        return value.substring(7);
    }

    @Override
    public String toString() {
        return value;
    }
}
