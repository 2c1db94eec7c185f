package fr.balise.hygiene.web;

import fr.balise.hygiene.Criteria;
import fr.balise.hygiene.Criteria.Attachment;
import fr.balise.hygiene.Criteria.Flags;
import fr.balise.mailstore.MessageKind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was typed into the search, as it was typed; what makes no sense asks nothing. */
record CriteriaForm(Map<String, List<String>> typed) {

    CriteriaForm {
        typed = Map.copyOf(typed);
    }

    public String value(String name) {
        return typed.getOrDefault(name, List.of("")).getFirst();
    }

    public boolean has(String name, String value) {
        return typed.getOrDefault(name, List.of()).contains(value);
    }

    /** How long ago it was received at least, in months; the page offers these. */
    static final List<Integer> AGES = List.of(1, 3, 6, 12, 24, 60, 120);

    /** @param today where the mailbox is used */
    Criteria read(ZoneId zone, LocalDate today) {
        return new Criteria(
                day(value("from"), zone),
                earlier(day(value("before"), zone), age(zone, today)),
                folder(),
                value("sender"),
                least(),
                attachment(),
                new Flags(
                        flag("seen"),
                        flag("flagged"),
                        flag("answered"),
                        flag("filed"),
                        flag("kept"),
                        flag("duplicate")),
                document(),
                kinds());
    }

    private String document() {
        var typed = value("document");
        return typed.matches("[0-9A-Za-z.-]{0,20}") ? typed : "";
    }

    private @Nullable Instant age(ZoneId zone, LocalDate today) {
        return AGES.stream()
                .filter(months -> value("age").equals(months.toString()))
                .map(months -> today.minusMonths(months).atStartOfDay(zone).toInstant())
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant two) {
        return one == null || two != null && two.isBefore(one) ? two : one;
    }

    private static @Nullable Instant day(String text, ZoneId zone) {
        try {
            return text.isEmpty()
                    ? null
                    : LocalDate.parse(text).atStartOfDay(zone).toInstant();
        } catch (DateTimeParseException none) {
            return null;
        }
    }

    private @Nullable Integer folder() {
        var typed = value("folder");
        return typed.matches("[0-9]{1,9}") ? Integer.valueOf(typed) : null;
    }

    /** Typed in kilos. */
    private long least() {
        var typed = value("least");
        return typed.matches("[0-9]{1,9}") ? Long.parseLong(typed) << 10 : 0;
    }

    private @Nullable Boolean flag(String name) {
        return switch (value(name)) {
            case "yes" -> true;
            case "no" -> false;
            default -> null;
        };
    }

    private @Nullable Attachment attachment() {
        return Arrays.stream(Attachment.values())
                .filter(one -> one.name().equals(value("attachment")))
                .findFirst()
                .orElse(null);
    }

    private Set<MessageKind> kinds() {
        var kinds = EnumSet.noneOf(MessageKind.class);
        for (var kind : MessageKind.values()) if (has("kind", kind.name())) kinds.add(kind);
        return kinds;
    }
}
