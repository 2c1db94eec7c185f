package fr.balise.gateway.signing;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where, in a text, begins what it quotes: by the signs of mail programs. A reply stands above what it quotes, as Outlook and phones
 * write it, or below and between, as old hands do.
 */
final class Quotes {
    /** No program writes such a sign on a longer line. */
    private static final int LONGEST_SIGN = 300;

    private static final int NEAR = 4;

    private static final Pattern PARTED = Pattern.compile("(?iu)\\s*-{3,}\\s*(message d['’]origine|message original|"
            + "original message|message transféré|message réexpédié|forwarded message)\\s*-{3,}\\s*");

    private static final Pattern RULE = Pattern.compile("\\s*_{5,}\\s*");
    private static final Pattern WRITER = Pattern.compile("(?iu)\\s*\\*?(de|from)\\s*:.*");
    private static final Pattern OTHER_FIELD =
            Pattern.compile("(?iu)\\s*\\*?(envoyé|envoyé le|sent|date|à|to|objet|subject)\\s*:.*");

    private static final Pattern WROTE = Pattern.compile("(?iu)(a écrit|wrote)\\s*:$");
    private static final Pattern DATE_OR_ADDRESS = Pattern.compile("[0-9@]");
    private static final Pattern BEGUN = Pattern.compile("(?iu)\\s*(le|on)\\s.*");

    /** Of other words, above lines that are quoted with certainty. */
    private static final Pattern SAID = Pattern.compile("(?iu)\\s*(le|on)\\s.*:\\s*");

    private final String text;
    private final List<Integer> starts = new ArrayList<>();

    private Quotes(String text) {
        this.text = text;
        for (int at = 0; at < text.length(); ) {
            starts.add(at);
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end + 1;
        }
    }

    /**
     * Where what is the writer's own ends, without the empty lines behind it; the end of the text where nothing is quoted, or where
     * the writer's words go on behind what is.
     */
    static int above(String text) {
        return new Quotes(text).place();
    }

    /** Whether a sign of what is quoted stands there at all; lines with {@code >} alone are none. */
    static boolean isIn(String text) {
        var quotes = new Quotes(text);
        for (int i = 0; i < quotes.starts.size(); i++) if (quotes.behindSign(i) > 0) return true;
        return false;
    }

    private int place() {
        int sign = sign();
        if (sign == starts.size()) return text.length();
        int first = sign;
        while (first > 0 && line(first - 1).isBlank()) first--;
        return starts.get(first);
    }

    /** The first line of what is quoted below the writer's words. */
    private int sign() {
        for (int i = 0; i < starts.size(); i++) {
            int behind = behindSign(i);
            if (behind > 0) return isQuotedByMarks(behind) && !isQuotedToTheEnd(behind) ? starts.size() : i;
        }
        return marks();
    }

    /** @return the line behind a sign that begins at this one; 0 where none does */
    private int behindSign(int i) {
        var line = line(i);
        if (PARTED.matcher(line).matches()) return i + 1;
        if (RULE.matcher(line).matches()) {
            int next = written(i + 1);
            return next < starts.size() && WRITER.matcher(line(next)).matches() ? next + 1 : 0;
        }
        if (WRITER.matcher(line).matches())
            for (int j = i + 1; j < starts.size() && j <= i + NEAR; j++)
                if (OTHER_FIELD.matcher(line(j)).matches()) return fieldsEnd(j);
        int wrote = behindWrote(i);
        return wrote > 0 && written(wrote) < starts.size() ? wrote : 0;
    }

    /** A date and a name, on one line or two; 0 where it is something else. */
    private int behindWrote(int i) {
        if (!BEGUN.matcher(line(i)).matches()) return 0;
        if (isWrote(line(i))) return i + 1;
        return i + 1 < starts.size() && isWrote(line(i) + " " + line(i + 1).strip()) ? i + 2 : 0;
    }

    private static boolean isWrote(String line) {
        return WROTE.matcher(line).find() && DATE_OR_ADDRESS.matcher(line).find();
    }

    private int fieldsEnd(int field) {
        int end = field + 1;
        while (end < starts.size() && end <= field + NEAR && !line(end).isBlank() && !isMarked(end)) end++;
        return end;
    }

    /** No sign, but lines that are marked, to the end, and none between the writer's words. */
    private int marks() {
        int first = starts.size();
        while (first > 0 && (line(first - 1).isBlank() || isMarked(first - 1))) first--;
        first = written(first);
        for (int i = 0; i < first; i++) if (isMarked(i)) return starts.size();
        if (first == starts.size()) return first;
        int last = first - 1;
        while (last >= 0 && line(last).isBlank()) last--;
        return last >= 0 && SAID.matcher(line(last)).matches() ? last : first;
    }

    private boolean isQuotedByMarks(int from) {
        int first = written(from);
        return first < starts.size() && isMarked(first);
    }

    private boolean isQuotedToTheEnd(int from) {
        for (int i = from; i < starts.size(); i++) if (!line(i).isBlank() && !isMarked(i)) return false;
        return true;
    }

    private boolean isMarked(int i) {
        return text.startsWith(">", starts.get(i));
    }

    /** The next line with something on it. */
    private int written(int from) {
        int i = from;
        while (i < starts.size() && line(i).isBlank()) i++;
        return i;
    }

    /** Without its end; what is too long for a sign is cut, and then matches none. */
    private String line(int i) {
        int from = starts.get(i);
        int to = i + 1 < starts.size() ? starts.get(i + 1) : text.length();
        return text.substring(from, Math.min(to, from + LONGEST_SIGN))
                .replace('\u00a0', ' ')
                .replace('\u202f', ' ')
                .stripTrailing();
    }
}
