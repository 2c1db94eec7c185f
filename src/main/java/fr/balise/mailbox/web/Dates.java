package fr.balise.mailbox.web;

import fr.balise.mailbox.MailboxSettings;
import fr.balise.mailbox.Wording;
import java.time.Instant;
import java.time.LocalDate;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Days in letters, in the reader's language and the zone in which days are counted. Templates call {@code @dates}. */
@Component("dates")
class Dates {
    private final MailboxSettings settings;

    Dates(MailboxSettings settings) {
        this.settings = settings;
    }

    public String day(LocalDate day) {
        return Wording.day(day, LocaleContextHolder.getLocale());
    }

    public String day(Instant at) {
        return day(LocalDate.ofInstant(at, settings.zone()));
    }
}
