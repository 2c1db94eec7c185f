package fr.balise.hygiene;

import java.text.NumberFormat;
import java.util.Locale;

/** Octets as people say them. As everywhere here, a kilo is 1,024. */
public final class Sized {
    private static final String[] FRENCH = {"octets", "Ko", "Mo", "Go", "To"};
    private static final String[] ENGLISH = {"bytes", "KB", "MB", "GB", "TB"};

    private Sized() {}

    public static String of(long octets, Locale locale) {
        var units = locale.getLanguage().equals("en") ? ENGLISH : FRENCH;
        double value = octets;
        int unit = 0;
        while (value >= 999.5 && unit < units.length - 1) {
            value /= 1_024;
            unit++;
        }
        var format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(unit > 0 && value < 9.95 ? 1 : 0);
        return format.format(value) + "\u00a0" + units[unit];
    }
}
