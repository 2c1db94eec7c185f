package fr.balise.directory.web;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The age of the directory, for the fragment {@code directory/age :: age} that every page showing directory data includes.
 * Templates reach it as {@code @directoryFreshness}.
 */
@Component("directoryFreshness")
class DirectoryFreshness {
    private static final ZoneId ZONE = ZoneId.of("Europe/Paris");
    private static final long OLD_AFTER_DAYS = 3;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    DirectoryFreshness(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param old more than three days: shown in orange */
    record Age(LocalDate asOf, long days, boolean old) {
        static Age of(LocalDate asOf, LocalDate today) {
            long days = Math.max(0, ChronoUnit.DAYS.between(asOf, today));
            return new Age(asOf, days, days > OLD_AFTER_DAYS);
        }
    }

    /** Of the newest mailbox file applied, or of any file if none; null before the first load. */
    public @Nullable Age age() {
        return jdbc.sql("""
                select coalesce(max(f.as_of) filter (where f.source = 'mailbox'), max(f.as_of)) as_of
                  from directory.load_file f join directory.load l on l.id = f.load_id and l.state = 'applied'""")
                .query((r, _) -> java.util.Optional.ofNullable(r.getObject("as_of", LocalDate.class)))
                .single()
                .map(asOf -> Age.of(asOf, LocalDate.ofInstant(clock.instant(), ZONE)))
                .orElse(null);
    }
}
