package fr.balise.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What Postfix asks: lines {@code name=value}, ended by an empty one (its SMTPD_POLICY_README). */
record Question(Map<String, String> values) {
    /** Postfix sends some thirty; more is not Postfix. */
    private static final int LINES = 200;

    private static final int LINE = 2_000;

    Question {
        values = Map.copyOf(values);
    }

    /** Empty at the end of the connection, and for what Postfix would never send. */
    static Optional<Question> read(BufferedReader in) throws IOException {
        var values = new HashMap<String, String>();
        for (int lines = 0; lines < LINES; lines++) {
            var line = line(in);
            if (line == null) return Optional.empty();
            if (line.isEmpty()) return Optional.of(new Question(values));
            int at = line.indexOf('=');
            if (at > 0) values.put(line.substring(0, at), line.substring(at + 1));
        }
        return Optional.empty();
    }

    /** Null at the end, and for a line that is too long. */
    private static @org.jspecify.annotations.Nullable String line(BufferedReader in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0 || line.length() == LINE) return null;
            line.append((char) c);
        }
        return line.toString();
    }

    /** Empty for what is not there. */
    String get(String name) {
        return values.getOrDefault(name, "");
    }

    /** How many recipients were accepted; known at the end of the message alone. */
    int recipients() {
        var count = get("recipient_count");
        return count.matches("\\d{1,6}") ? Integer.parseInt(count) : 0;
    }
}
