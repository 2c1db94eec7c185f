package fr.balise.mailbox;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;

/** Now, and the days that people count by: those of the place concerned, or of the installation where none is. */
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

    PlaceDays in(ZoneId zone) {
        return new PlaceDays(zone, now());
    }

    /** For what belongs to no practice situation. */
    PlaceDays ofInstallation() {
        return in(settings.zone());
    }

    MailboxSettings settings() {
        return settings;
    }
}
