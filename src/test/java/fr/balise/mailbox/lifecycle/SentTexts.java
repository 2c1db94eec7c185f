package fr.balise.mailbox.lifecycle;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads messages of the campaign, one after another, line by line: their Message-ID, and the SHA-256 of their text. */
final class SentTexts {
    private final Map<String, List<String>> found = new LinkedHashMap<>();
    private @Nullable String id;
    private @Nullable StringBuilder text;

    void line(String line) {
        if (text == null && line.regionMatches(true, 0, "Message-ID: ", 0, 12)) id = line.substring(12);
        else if (line.equals("BEGIN")) text = new StringBuilder();
        else if (text != null && (line.equals("END") || line.equals("END)"))) {
            if (id != null) found.computeIfAbsent(id, _ -> new ArrayList<>()).add(sha(text.toString()));
            text = null;
            id = null;
        } else if (text != null) text.append(line).append('\n');
    }

    /** Message-ID to the SHA-256 of each copy. */
    Map<String, List<String>> found() {
        return found;
    }

    static String sha(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
