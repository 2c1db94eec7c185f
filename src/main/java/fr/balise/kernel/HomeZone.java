package fr.balise.kernel;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Where the installation is at home: its days are the days of what belongs to no place of practice, such as delegations, the
 * journal of acts and the age of the directory.
 */
public record HomeZone(ZoneId id) {

    public LocalDate today(InstantSource clock) {
        return LocalDate.ofInstant(clock.instant(), id);
    }

    /** The first moment of that day. */
    public Instant startOf(LocalDate day) {
        return day.atStartOfDay(id).toInstant();
    }
}
