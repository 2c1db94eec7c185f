package fr.balise.record.way;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What an acknowledgement of HL7 v2 says, in the original mode (HL7 v2.6 chapter 2, MSA and ERR). Pure. */
final class Acknowledgement {
    /** Table 0357: a record that is locked, and an error inside the software: both pass. */
    private static final Set<String> PASSING = Set.of("206", "207");

    /** Table 0357: the software takes no such message, whenever it comes. */
    private static final Pattern UNSUPPORTED = Pattern.compile("20[0-3]");

    private static final int LONGEST = 500;

    private Acknowledgement() {}

    /**
     * @param control of the message that is answered for
     * @throws NotNow when the software says that it cannot now, or the answer is none to this message
     */
    static Answer read(String told, String control) throws NotNow {
        var segments = Arrays.asList(told.split("[\r\n]+"));
        if (segments.isEmpty() || !segments.getFirst().startsWith("MSH")) throw senseless();
        var msa = fields(segments, "MSA");
        if (msa.size() < 3 || !msa.get(2).equals(control)) throw senseless();
        return switch (msa.get(1)) {
            case "AA" -> new Answer.Accepted(words(msa, 3));
            case "AE" -> {
                var code = code(segments);
                if (PASSING.contains(code)) throw new NotNow(NotNow.Why.BUSY, null);
                yield new Answer.Refused(Answer.Why.SOFTWARE, said(segments, msa));
            }
            case "AR" -> {
                // Anything else is not about this message: the software is down, or not set up yet.
                if (!UNSUPPORTED.matcher(code(segments)).matches()) throw new NotNow(NotNow.Why.BUSY, null);
                yield new Answer.Refused(Answer.Why.SOFTWARE, said(segments, msa));
            }
            // CA is no proof: the software stored the message, and has not looked at it.
            default -> throw senseless();
        };
    }

    private static NotNow senseless() {
        return new NotNow(NotNow.Why.SENSELESS, null);
    }

    private static List<String> fields(List<String> segments, String name) {
        return segments.stream()
                .filter(segment -> segment.startsWith(name + "|"))
                .findFirst()
                .map(segment -> Arrays.asList(segment.split("\\|", -1)))
                .orElse(List.of());
    }

    private static String code(List<String> segments) {
        var err = fields(segments, "ERR");
        return err.size() > 3 ? err.get(3).split("\\^", 2)[0] : "";
    }

    /** What a person can read: the message for users, else the text of the code, else that of MSA. */
    private static String said(List<String> segments, List<String> msa) {
        var err = fields(segments, "ERR");
        for (var text : List.of(words(err, 8), words(err, 7), component(err), words(msa, 3)))
            if (!text.isEmpty()) return text;
        return "";
    }

    private static String component(List<String> err) {
        if (err.size() <= 3) return "";
        var parts = err.get(3).split("\\^", -1);
        return parts.length > 1 ? plain(parts[0] + " " + parts[1]) : plain(parts[0]);
    }

    private static String words(List<String> fields, int at) {
        return fields.size() > at ? plain(fields.get(at)) : "";
    }

    private static String plain(String text) {
        var read = text.replace("\\F\\", "|")
                .replace("\\S\\", "^")
                .replace("\\T\\", "&")
                .replace("\\R\\", "~")
                .replace("\\E\\", "\\")
                .replaceAll("\\p{Cntrl}", " ")
                .strip();
        // Our own words are told by their keys: nobody else's are taken for one.
        var safe = read.startsWith("record.") ? "« " + read + " »" : read;
        return safe.length() > LONGEST ? safe.substring(0, LONGEST) : safe;
    }
}
