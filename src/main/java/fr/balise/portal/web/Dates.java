package fr.balise.portal.web;

import fr.balise.kernel.Spoken;
import fr.balise.mailbox.MailboxSettings;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * Days in letters, in the reader's language. Instants that belong to no practice situation are told in the zone of the
 * installation. Templates of every room call {@code @dates}.
 */
@Component("dates")
class Dates {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm");

    private final MailboxSettings settings;

    Dates(MailboxSettings settings) {
        this.settings = settings;
    }

    public String day(LocalDate day) {
        return Spoken.day(day, LocaleContextHolder.getLocale());
    }

    public String day(Instant at) {
        return day(here(at).toLocalDate());
    }

    /** 1er novembre 2026 10:00 */
    public String minute(Instant at) {
        return day(at) + " " + here(at).format(MINUTE);
    }

    /** 1er novembre 2026 à 10 h 00 */
    public String moment(Instant at) {
        return Spoken.moment(here(at).toLocalDateTime(), LocaleContextHolder.getLocale());
    }

    private ZonedDateTime here(Instant at) {
        return at.atZone(settings.zone());
    }
}
