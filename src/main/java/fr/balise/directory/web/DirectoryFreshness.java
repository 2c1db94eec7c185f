package fr.balise.directory.web;

import fr.balise.directory.Directory;
import fr.balise.kernel.HomeZone;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The age of the directory, for the fragment {@code directory/age :: age} that every page showing directory data includes.
 * Templates reach it as {@code @directoryFreshness}.
 */
@Component("directoryFreshness")
class DirectoryFreshness {
    private static final long OLD_AFTER_DAYS = 3;

    private final Directory directory;
    private final InstantSource clock;
    private final HomeZone home;

    DirectoryFreshness(Directory directory, InstantSource clock, HomeZone home) {
        this.directory = directory;
        this.clock = clock;
        this.home = home;
    }

    /** @param old more than three days: shown in orange */
    record Age(LocalDate asOf, long days, boolean old) {
        static Age of(LocalDate asOf, LocalDate today) {
            long days = Math.max(0, ChronoUnit.DAYS.between(asOf, today));
            return new Age(asOf, days, days > OLD_AFTER_DAYS);
        }
    }

    /** Null before the first load. */
    public @Nullable Age age() {
        var asOf = directory.age().told();
        return asOf == null ? null : Age.of(asOf, home.today(clock));
    }
}
