package fr.balise.mailbox.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Files and bodies that no honest person or program sends, by classes and by seed. None of them names a holder that there is, so that none
 * opens anything however it is read.
 */
final class HostileTexts {
    private static final int OF_EACH = 42;
    private static final String NOBODY = "899000000009";

    private HostileTexts() {}

    /** A text and what it is an example of. */
    record Text(String of, String text) {}

    private record Kind(String name, Function<Random, String> make) {}

    /** Lists of mailboxes to open, for the page of staff. */
    static List<Text> files(Random random) {
        var heading = "type;titulaire;adresse\n";
        var good = heading + "PER;" + NOBODY + ";anne.essai\nCAB;" + NOBODY + ";cabinet\n";
        var classes = new ArrayList<Kind>();
        classes.add(new Kind("any signs", r -> signs(r, 300)));
        classes.add(new Kind("any signs below a heading", r -> heading + signs(r, 300)));
        classes.add(new Kind("blanks", r -> " \n;\t\r\n".repeat(r.nextInt(40))));
        classes.add(new Kind("a heading alone", r -> heading + "\n".repeat(r.nextInt(9))));
        classes.add(
                new Kind("columns missing", r -> pick(r, "titulaire", "type", "adresse") + "\n" + r.nextInt() + "\n"));
        classes.add(new Kind(
                "columns twice", r -> "type;type;titulaire;" + pick(r, "type", "adresse;adresse") + "\nPER;PER;1;x\n"));
        classes.add(new Kind(
                "columns unheard of", r -> "type;titulaire;" + signs(r, 20).replaceAll("[\n;]", "x") + "\nPER;1;x\n"));
        classes.add(new Kind(
                "controls",
                r -> heading + "PER;" + NOBODY + (char) r.nextInt(32) + ";a" + (char) r.nextInt(32) + "\n"));
        classes.add(new Kind("endless digits", r -> heading + "PER;" + "9".repeat(12 + r.nextInt(9_000)) + ";\n"));
        classes.add(new Kind("endless cells", r -> heading + ";".repeat(4 + r.nextInt(5_000)) + "\n"));
        classes.add(new Kind(
                "endless lines", r -> heading + ("PER;" + "x".repeat(r.nextInt(20_000)) + "\n").repeat(3)));
        classes.add(new Kind(
                "a quote left open",
                r -> heading + "\"PER;" + NOBODY + ";" + signs(r, 40).replace("\"", "")));
        classes.add(new Kind("quotes inside", r -> heading + "PER;" + NOBODY + ";\"a\"" + r.nextInt(9) + "\"b\"\n"));
        classes.add(new Kind("SQL", r -> heading + "PER;" + sql(r) + ";" + sql(r) + "\n"));
        classes.add(new Kind(
                "formulas",
                r -> heading + "PER;" + pick(r, "=", "+", "-", "@") + "cmd|' /C calc'!A" + r.nextInt(9) + ";\n"));
        classes.add(
                new Kind("scripts", r -> heading + "PER;" + NOBODY + ";<script>alert(" + r.nextInt() + ")</script>\n"));
        classes.add(new Kind(
                "paths", r -> heading + "PER;" + NOBODY + ";" + "../".repeat(1 + r.nextInt(9)) + "etc/passwd\n"));
        classes.add(new Kind(
                "addresses of too many parts",
                r -> heading + "PER;" + NOBODY + ";a" + "@b".repeat(2 + r.nextInt(9)) + "\n"));
        classes.add(new Kind(
                "addresses elsewhere",
                r -> heading + "PER;" + NOBODY + ";x@" + pick(r, "ailleurs.example", "[127.0.0.1]", "localhost", "é.fr")
                        + "\n"));
        classes.add(new Kind(
                "lines inside a cell",
                r -> heading + "PER;" + NOBODY + ";\"a" + "\n".repeat(1 + r.nextInt(9)) + "b\"\n"));
        classes.add(new Kind("halves of signs", r -> heading + "PER;" + (char) (0xD800 + r.nextInt(0x800)) + ";x\n"));
        classes.add(new Kind(
                "signs that turn around", r -> heading + (char) (0x202A + r.nextInt(5)) + "PER;" + NOBODY + ";x\n"));
        classes.add(new Kind(
                "another separator",
                r -> good.replace(';', pick(r, ",", "|", "\t", ":").charAt(0))));
        classes.add(new Kind("cut off", r -> good.substring(0, r.nextInt(good.length()))));
        classes.add(new Kind("a sign changed", r -> changed(r, good)));
        return of(classes, random);
    }

    /** Bodies for the API that opens mailboxes. */
    static List<Text> bodies(Random random, String domain) {
        var good = "{\"type\":\"PER\",\"holder\":\"" + NOBODY + "\",\"address\":\"a@" + domain + "\",\"domain\":\""
                + domain + "\"}";
        var classes = new ArrayList<Kind>();
        classes.add(new Kind("any signs", r -> signs(r, 300)));
        classes.add(new Kind("blanks", r -> " \n\t".repeat(r.nextInt(40))));
        classes.add(new Kind("no object", r -> pick(r, "null", "[]", "\"x\"", "42", "true", "1e400", "-", "NaN")));
        classes.add(new Kind("an empty object", r -> "{" + " ".repeat(r.nextInt(9)) + "}"));
        classes.add(new Kind("cut off", r -> good.substring(0, r.nextInt(good.length()))));
        classes.add(new Kind("a sign changed", r -> changed(r, good)));
        classes.add(new Kind("deep objects", r -> "{\"a\":".repeat(60 + r.nextInt(9_000))));
        classes.add(new Kind("deep arrays", r -> "[".repeat(60 + r.nextInt(9_000))));
        classes.add(new Kind("deep and closed", r -> {
            int deep = 60 + r.nextInt(9_000);
            return "{\"type\":" + "[".repeat(deep) + "]".repeat(deep) + "}";
        }));
        classes.add(new Kind(
                "lists for words", r -> good.replace("\"PER\"", "[\"PER\"" + ",\"CAB\"".repeat(r.nextInt(9)) + "]")));
        classes.add(
                new Kind("objects for words", r -> good.replace("\"" + NOBODY + "\"", "{\"a\":" + r.nextInt() + "}")));
        classes.add(new Kind(
                "numbers for words",
                r -> good.replace("\"" + NOBODY + "\"", pick(r, "1", "-1", "1e400", "99999999999999999999"))));
        classes.add(new Kind(
                "unheard types", r -> good.replace("PER", pick(r, "", "per ", "XXX", "PER\\u0000", "ORGANIZATION"))));
        classes.add(new Kind("endless holders", r -> good.replace(NOBODY, "9".repeat(12 + r.nextInt(9_000)))));
        classes.add(new Kind("SQL", r -> good.replace(NOBODY, sql(r))));
        classes.add(new Kind(
                "escaped controls",
                r -> good.replace(NOBODY, "8\\u00" + (r.nextInt(2)) + Integer.toHexString(r.nextInt(16)))));
        classes.add(
                new Kind("halves of signs", r -> good.replace(NOBODY, "\\ud8" + (r.nextInt(10)) + (r.nextInt(10)))));
        classes.add(new Kind("addresses of too many parts", r -> good.replace("a@", "a@b@".repeat(1 + r.nextInt(9)))));
        classes.add(new Kind(
                "addresses of strange signs",
                r -> good.replace("a@", pick(r, "%", "*", "a b", "é", "..", "-", "\\\"a\\\"", "a\\u202e") + "@")));
        classes.add(new Kind("endless addresses", r -> good.replace("a@", "a".repeat(65 + r.nextInt(9_000)) + "@")));
        classes.add(new Kind(
                "domains elsewhere",
                r -> good.replace(domain, pick(r, "../etc", "ailleurs.example", "[::1]", "", "x".repeat(300)))));
        classes.add(new Kind(
                "situations",
                r -> good.replace(
                        "}", ",\"situation\":" + pick(r, "\"x\"", "-1", "99999999999999999999", "[]", "{}") + "}")));
        classes.add(new Kind("the same key twice", r -> good.replace("{", "{\"holder\":\"" + r.nextInt() + "\",")));
        classes.add(new Kind(
                "keys unheard of",
                r -> good.replace(
                        "{", "{\"x" + r.nextInt() + "\":" + signs(r, 9).length() + ",\"type\":1,")));
        classes.add(new Kind(
                "other forms",
                r -> pick(
                                r,
                                "<!DOCTYPE x [<!ENTITY y SYSTEM \"file:///etc/passwd\">]><x>&y;</x>",
                                "type=PER&holder=1",
                                "--x\r\n",
                                "PK\u0003\u0004")
                        + r.nextInt()));
        return of(classes, random);
    }

    private static List<Text> of(List<Kind> classes, Random random) {
        return classes.stream()
                .flatMap(one -> IntStream.range(0, OF_EACH)
                        .mapToObj(_ -> new Text(one.name(), one.make().apply(random))))
                .toList();
    }

    private static String signs(Random random, int most) {
        int many = random.nextInt(most);
        var text = new StringBuilder();
        for (int n = 0; n < many; n++) text.append((char) random.nextInt(random.nextBoolean() ? 128 : 0xD800));
        return text.toString();
    }

    private static String sql(Random random) {
        return pick(
                        random,
                        "'; drop table mailbox.hosted; --",
                        "' or 1=1 --",
                        "1); delete from mailbox.hosted; --",
                        "%' union select 1 --")
                + random.nextInt();
    }

    private static String changed(Random random, String text) {
        int at = random.nextInt(text.length());
        return text.substring(0, at) + (char) random.nextInt(0xD800) + text.substring(at + 1);
    }

    private static String pick(Random random, String... of) {
        return of[random.nextInt(of.length)];
    }
}
