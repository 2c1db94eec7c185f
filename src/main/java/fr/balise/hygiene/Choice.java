package fr.balise.hygiene;

import fr.balise.mailstore.MessageKind;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Documents without proof, by who sent them, of which kind they are and when they came: all that is said must hold [L-M2]. Pure.
 *
 * @param sender a whole address, or a domain with its @, in lower case; empty for any
 * @param kinds empty for all
 * @param from received on that day or later; null for any
 * @param to received on that day or earlier; null for any
 */
public record Choice(
        String sender,
        Set<MessageKind> kinds,
        @Nullable LocalDate from,
        @Nullable LocalDate to) {
    private static final int LONGEST = 320;

    public Choice {
        sender = sender.strip().toLowerCase(Locale.ROOT);
        if (sender.length() > LONGEST) sender = sender.substring(0, LONGEST);
        kinds = Set.copyOf(kinds);
    }

    /** Whether it names anything at all: everything at once is what groups are for. */
    public boolean isAnything() {
        return !sender.isEmpty() || !kinds.isEmpty() || from != null || to != null;
    }

    boolean fits(Item item, ZoneId zone) {
        if (!sender.isEmpty()
                && !(sender.startsWith("@")
                        ? item.sender().endsWith(sender)
                        : item.sender().equals(sender))) return false;
        if (!kinds.isEmpty() && !kinds.contains(item.kind())) return false;
        var day = LocalDate.ofInstant(item.received(), zone);
        return (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
    }

    String text() {
        return String.join(
                "\n",
                sender,
                kinds.stream().map(Enum::name).sorted().collect(Collectors.joining(",")),
                from == null ? "" : from.toString(),
                to == null ? "" : to.toString());
    }

    static Choice parse(String text) {
        var lines = text.split("\n", -1);
        if (lines.length < 4) return new Choice("", Set.of(), null, null);
        var kinds = Arrays.stream(MessageKind.values())
                .filter(kind -> Arrays.asList(lines[1].split(",")).contains(kind.name()))
                .collect(Collectors.toSet());
        return new Choice(lines[0], kinds, day(lines[2]), day(lines[3]));
    }

    /** Null for what is no day. */
    public static @Nullable LocalDate day(String text) {
        try {
            return text.isEmpty() ? null : LocalDate.parse(text);
        } catch (DateTimeParseException none) {
            return null;
        }
    }

    @Override
    public String toString() {
        return "Choice[" + kinds.size() + "]"; // a sender is nobody's business
    }
}
