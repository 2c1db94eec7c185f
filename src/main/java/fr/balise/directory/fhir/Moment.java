package fr.balise.directory.fhir;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/**
 * A date as searched, with its prefix: the time that it covers, from {@code from} up to, and without, {@code until}. A date without
 * a time is a day in France.
 */
record Moment(String prefix, Instant from, Instant until) {
    private static final ZoneId ZONE = ZoneId.of("Europe/Paris");
    private static final Set<String> PREFIXES = Set.of("eq", "ne", "gt", "lt", "ge", "le", "sa", "eb");

    static Moment read(String value) {
        try {
            return value.length() > 2 && Character.isLetter(value.charAt(0))
                    ? of(known(value.substring(0, 2)), value.substring(2))
                    : of("eq", value);
        } catch (DateTimeException e) {
            throw Bad.value("A date is written like 2026, 2026-11, 2026-11-24 or 2026-11-24T08:30:00+01:00.");
        }
    }

    private static String known(String prefix) {
        if (PREFIXES.contains(prefix)) return prefix;
        throw Bad.value("A date may begin with eq, ne, gt, lt, ge, le, sa or eb.");
    }

    private static Moment of(String prefix, String text) {
        return switch (text.length()) {
            case 4 ->
                days(
                        prefix,
                        Year.parse(text).atDay(1),
                        Year.parse(text).plusYears(1).atDay(1));
            case 7 ->
                days(
                        prefix,
                        YearMonth.parse(text).atDay(1),
                        YearMonth.parse(text).plusMonths(1).atDay(1));
            case 10 -> days(prefix, LocalDate.parse(text), LocalDate.parse(text).plusDays(1));
            default -> time(prefix, text.replace(' ', '+')); // A plus that was not encoded arrives as a space.
        };
    }

    private static Moment days(String prefix, LocalDate from, LocalDate until) {
        if (from.getYear() < 1900 || from.getYear() > 9998) throw new DateTimeException("not a year of ours");
        return new Moment(
                prefix,
                from.atStartOfDay(ZONE).toInstant(),
                until.atStartOfDay(ZONE).toInstant());
    }

    private static Moment time(String prefix, String text) {
        var from = OffsetDateTime.parse(text).toInstant();
        if (from.isBefore(Instant.EPOCH) || text.startsWith("+")) throw new DateTimeException("not a time of ours");
        var unit = text.indexOf('.') > 0 ? ChronoUnit.MILLIS : ChronoUnit.SECONDS;
        return new Moment(prefix, from, from.plus(1, unit));
    }
}
