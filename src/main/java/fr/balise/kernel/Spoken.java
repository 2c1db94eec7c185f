package fr.balise.kernel;

import java.time.LocalDate;
import java.time.LocalDateTime;
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

    /** 12 mars 2026 à 14 h 05; 12 March 2026 at 14:05. Languages as above. */
    public static String moment(LocalDateTime at, Locale reader) {
        var minute = reader.getLanguage().equals("en") ? "' at 'HH:mm" : "' à 'H'\u00a0h\u00a0'mm";
        return day(at.toLocalDate(), reader)
                + DateTimeFormatter.ofPattern(minute).format(at);
    }
}
