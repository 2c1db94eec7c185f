package fr.balise.mailbox;

import fr.balise.kernel.Spoken;
import java.time.LocalDate;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Makes text of {@link Words}. Templates call it as {@code @wording.of(words)}. */
@Component("wording")
public class Wording {
    private final MessageSource messages;

    Wording(MessageSource messages) {
        this.messages = messages;
    }

    /** In the language of the present request. */
    public String of(Words words) {
        return of(words, LocaleContextHolder.getLocale());
    }

    public String of(Words words, Locale locale) {
        if (words.key().equals(Words.LIST))
            return words.values().stream()
                    .map(value -> text(value, locale).toString())
                    .collect(Collectors.joining(", "));
        var values = words.values().stream().map(value -> text(value, locale)).toArray();
        return messages.getMessage(words.key(), values, locale);
    }

    /** Of a message whose reader's language nobody knows: French, then English, as in {@link #letter}. */
    public String subject(Words words) {
        return of(words, Locale.FRANCE) + " / " + of(words, Locale.UK);
    }

    /** The text of such a message. @param in of one language */
    public static String letter(Function<Locale, String> in) {
        return in.apply(Locale.FRANCE) + "\n\n-- \n\n" + in.apply(Locale.UK) + "\n";
    }

    private Object text(Object value, Locale locale) {
        return switch (value) {
            case Words words -> of(words, locale);
            case LocalDate day -> Spoken.day(day, locale);
            case Number number -> number;
            default -> value.toString();
        };
    }
}
