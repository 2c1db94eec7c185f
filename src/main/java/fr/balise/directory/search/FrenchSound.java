package fr.balise.directory.search;

import java.util.regex.Pattern;

/**
 * How a French name sounds, roughly: two spellings that are read alike have one key ({@code lefebvre} and {@code lefèvre},
 * {@code dupont} and {@code dupond}). The key is for comparing only.
 */
public final class FrenchSound {
    private record Rule(Pattern seen, String heard) {}

    private static final Rule[] RULES = {
        rule("ph", "f"),
        rule("th", "t"),
        rule("sch", "ch"),
        rule("qu|q|ck", "k"),
        rule("gn", "n"),
        rule("gu(?=[ei])", "g"),
        rule("oe", "e"),
        rule("(e?au|au)l?[tdx]?s?$", "o"),
        rule("eaux?|au", "o"),
        rule("ot$|od$|os$", "o"),
        rule("(ai|ei|ey|ay|et|er|ez|es)$", "e"),
        rule("ai|ei", "e"),
        rule("y", "i"),
        rule("c(?=[ei])", "s"),
        rule("c(?!h)", "k"),
        rule("g(?=[ei])", "j"),
        rule("z", "s"),
        rule("w", "v"),
        rule("bv", "v"),
        rule("[ea][nm](?![aeiounm])", "A"),
        rule("(ein|ain|in|im|un)(?![aeiounm])", "I"),
        rule("o[nm](?![aeiounm])", "O"),
        rule("(?<!c)h", ""),
        rule("(.)\\1+", "$1"),
    };
    private static final Pattern SILENT_END = Pattern.compile("[tdsxpe]+$");

    private FrenchSound() {}

    /** The key of one folded word; the word itself when nothing would be left of it. */
    public static String of(String word) {
        var s = word;
        for (var rule : RULES) s = rule.seen.matcher(s).replaceAll(rule.heard);
        if (s.length() > 3) s = SILENT_END.matcher(s).replaceAll("");
        return s.isEmpty() ? word : s;
    }

    private static Rule rule(String seen, String heard) {
        return new Rule(Pattern.compile(seen), heard);
    }
}
