package fr.balise.promotion.kit;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A colour that can be read on white paper. */
public record Colour(int rgb) {
    private static final Pattern HEX = Pattern.compile("#[0-9a-fA-F]{6}");

    /** Least contrast of text [WCAG22 1.4.3]. */
    private static final double READABLE = 4.5;

    /** As a form gives it, {@code #0d5c75}; empty for what is none, and for what is too light to be read on white. */
    public static Optional<Colour> read(String text) {
        if (!HEX.matcher(text).matches()) return Optional.empty();
        var colour = new Colour(Integer.parseInt(text.substring(1), 16));
        return colour.contrast() < READABLE ? Optional.empty() : Optional.of(colour);
    }

    public String hex() {
        return String.format(Locale.ROOT, "#%06x", rgb);
    }

    /** Against white, 1 to 21. */
    private double contrast() {
        double luminance = 0.2126 * light(rgb >> 16) + 0.7152 * light(rgb >> 8) + 0.0722 * light(rgb);
        return 1.05 / (luminance + 0.05);
    }

    private static double light(int octet) {
        double share = (octet & 0xff) / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
