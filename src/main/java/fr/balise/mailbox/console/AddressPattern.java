package fr.balise.mailbox.console;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** How the part before the @ is made of a name. Pure. */
record AddressPattern(String text) {
    private static final Pattern FORM = Pattern.compile("(?:[a-z0-9._-]|\\{(?:prenom|nom|p|service|structure)})+");

    /** As long as every server carries it [RFC5321 4.5.3.1.1], with room for the number of a namesake. */
    private static final int LONGEST = 60;

    AddressPattern {
        if (!FORM.matcher(text).matches())
            throw new IllegalArgumentException("a pattern of addresses holds {prenom}, {nom}, {p}, {service} or"
                    + " {structure} between a-z 0-9 . _ -");
    }

    /** What words say in place of the names in braces; those that are missing stand for nothing. */
    Optional<String> of(Map<String, String> words) {
        var made = text;
        for (var name : new String[] {"prenom", "nom", "p", "service", "structure"}) {
            var word = plain(words.getOrDefault(name, ""));
            made = made.replace("{" + name + "}", word);
        }
        var tidy = made.replaceAll("\\.{2,}", ".").replaceAll("^[._-]+|[._-]+$", "");
        if (tidy.length() > LONGEST) tidy = tidy.substring(0, LONGEST).replaceAll("[._-]+$", "");
        return tidy.isEmpty() ? Optional.empty() : Optional.of(tidy);
    }

    /** Whether that is the pattern's address of these words, alone or with the number of a namesake. */
    boolean allows(String localPart, Map<String, String> words) {
        return of(words)
                .filter(own -> localPart.toLowerCase(Locale.ROOT).matches(Pattern.quote(own) + "[0-9]{0,4}"))
                .isPresent();
    }

    /** Lower case, no accents, hyphens for whatever separates: {@code D'HÉROUVILLE} is {@code d-herouville}. */
    static String plain(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replace("œ", "oe")
                .replace("æ", "ae")
                .replace("ß", "ss")
                .replace("ø", "o")
                .replace("ł", "l")
                .replace("đ", "d")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
    }
}
