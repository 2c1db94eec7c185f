package fr.balise.mailstore;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the head of a message says, as far as anything here needs it: claims of its sender, decoded.
 *
 * @param from address alone; null if there is none that can be read
 * @param sent by the sender's clock
 * @param messageId with its angle brackets
 * @param others further fields among {@link #FIELDS}, by their names in lower case, the first of each name
 */
public record MessageHead(
        @Nullable String from,
        @Nullable String subject,
        @Nullable Instant sent,
        @Nullable String messageId,
        Map<String, String> others) {

    /** Tell people from machines [RFC3834 5] [RFC5230 4.6], say to whom, and what kinds of documents are inside. */
    public static final List<String> FIELDS = List.of(
            "Return-Path",
            "To",
            "Reply-To",
            "Auto-Submitted",
            "Precedence",
            "List-Id",
            "X-Auto-Response-Suppress",
            "Disposition-Notification-To",
            "In-Reply-To",
            "List-Unsubscribe",
            "X-MSS-CODECDA");

    public MessageHead {
        others = Map.copyOf(others);
    }

    /** One of {@link #FIELDS}. */
    public Optional<String> other(String name) {
        return Optional.ofNullable(others.get(name.toLowerCase(Locale.ROOT)));
    }

    @Override
    public String toString() {
        return "MessageHead";
    }
}
