package fr.balise.outbox;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Headers for software, as lines of a row and back. None can end its line, or stand for one of mail itself. */
final class Extra {
    private static final Pattern NAME = Pattern.compile("Balise-[A-Za-z][A-Za-z-]{0,40}");

    /** Short enough for a line [RFC5322 2.1.1], with its name. */
    private static final Pattern VALUE = Pattern.compile("[!-~](?:[ -~]{0,398}[!-~])?");

    private Extra() {}

    static String lines(Map<String, String> headers) {
        var lines = new StringBuilder();
        new TreeMap<>(headers).forEach((name, value) -> {
            if (!NAME.matcher(name).matches() || !VALUE.matcher(value).matches())
                throw new IllegalArgumentException(
                        "a header of ours has a name of ours and a value of one line in ASCII");
            lines.append(name).append(": ").append(value).append('\n');
        });
        return lines.toString();
    }

    static Map<String, String> read(String lines) {
        var headers = new LinkedHashMap<String, String>();
        lines.lines().forEach(line -> {
            int colon = line.indexOf(": ");
            headers.put(line.substring(0, colon), line.substring(colon + 2));
        });
        return headers;
    }
}
