package fr.balise.mailbox;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;

/** Instants as the days of the people concerned: what lasts "seven days" ends at a midnight of theirs, whatever the clocks do. */
@Component
class Days {
    private final InstantSource clock;
    private final MailboxSettings settings;

    Days(InstantSource clock, MailboxSettings settings) {
        this.clock = clock;
        this.settings = settings;
    }

    /** As PostgreSQL keeps it: whole microseconds. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    LocalDate today() {
        return day(now());
    }

    LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, settings.zone());
    }

    MailboxSettings settings() {
        return settings;
    }
}
