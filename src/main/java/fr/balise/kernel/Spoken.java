package fr.balise.kernel;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

/** Days as they are written in a sentence, in one of the two languages of the product. */
public final class Spoken {
    private Spoken() {}

    /** 24 novembre 2026, 1er novembre 2026; 24 November 2026. Every language but English is answered in French. */
    public static String day(LocalDate day, Locale reader) {
        var language = reader.getLanguage().equals("en") ? Locale.UK : Locale.FRANCE;
        var text = DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(language)
                .format(day);
        return language.equals(Locale.FRANCE) ? text.replaceFirst("^1 ", "1er ") : text;
    }
}
