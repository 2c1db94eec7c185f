package fr.balise.mailbox;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Days as they are counted at one place, now: what lasts "seven days" ends at a midnight there, whatever the clocks do. */
public record PlaceDays(ZoneId zone, Instant now) {

    /** The same moment elsewhere. */
    PlaceDays at(ZoneId place) {
        return new PlaceDays(place, now);
    }

    public LocalDate today() {
        return day(now);
    }

    public LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, zone);
    }

    /** The first instant of a day: where clocks jump over midnight, the one after it. */
    public Instant start(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }
}
