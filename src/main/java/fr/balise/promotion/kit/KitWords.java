package fr.balise.promotion.kit;

import fr.balise.promotion.DocumentKind;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.MessageSource;

/**
 * The sentences of a kit in one language.
 *
 * @param mailbox what the address is
 * @param reserved that it is for professionals
 * @param patients where patients go
 * @param current what the short link leads to
 * @param update what the poster asks colleagues for
 * @param answer where the answer to a letter goes
 * @param fields stand where somebody, or record software, writes
 * @param kinds names of documents
 */
public record KitWords(
        Locale locale,
        String mailbox,
        String reserved,
        String patients,
        String current,
        String update,
        String answer,
        Fields fields,
        Map<DocumentKind, String> kinds) {

    /**
     * @param name of the practitioner
     * @param address of the practitioner's mailbox
     * @param recipient of a letter; {@code day} with its place
     */
    public record Fields(String name, String address, String recipient, String day, String subject, String text) {}

    public static KitWords of(MessageSource messages, Locale locale) {
        return of(messages, locale, "");
    }

    /** As a structure says it of itself: "we", and nobody by name. */
    public static KitWords ofStructure(MessageSource messages, Locale locale) {
        return of(messages, locale, ".us");
    }

    private static KitWords of(MessageSource messages, Locale locale, String us) {
        var kinds = new EnumMap<DocumentKind, String>(DocumentKind.class);
        for (var kind : DocumentKind.values())
            kinds.put(kind, messages.getMessage("promotion.document." + kind.word(), null, locale));
        return new KitWords(
                locale,
                said(messages, "mailbox", locale),
                said(messages, "reserved", locale),
                said(messages, "patients", locale),
                said(messages, "current", locale),
                said(messages, "update" + us, locale),
                said(messages, "answer" + us, locale),
                new Fields(
                        said(messages, "field.name", locale),
                        said(messages, "field.address", locale),
                        said(messages, "field.recipient", locale),
                        said(messages, "field.day", locale),
                        said(messages, "field.subject", locale),
                        said(messages, "field.text", locale)),
                Collections.unmodifiableMap(kinds));
    }

    private static String said(MessageSource messages, String key, Locale locale) {
        return messages.getMessage("promotion.kit.say." + key, null, locale);
    }

    String kind(DocumentKind kind) {
        return kinds.getOrDefault(kind, kind.word());
    }

    /** A label and what follows it, with the space that the language puts before a colon. */
    String told(String label, Object value) {
        return label + (locale.getLanguage().equals("fr") ? "\u00a0: " : ": ") + value;
    }
}
