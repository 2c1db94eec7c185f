package fr.balise.mailbox;

import fr.balise.kernel.MailAddress;
import java.time.LocalDate;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** The message of a check: who asked, the link, the code, until when; French first, then English. Names no patient. */
@Component
class CheckMail {
    private final Wording wording;
    private final Days days;

    CheckMail(Wording wording, Days days) {
        this.wording = wording;
        this.days = days;
    }

    String subject() {
        return wording.subject(Words.of("mailbox.check.mail.subject"));
    }

    String body(MailAddress address, String asker, CheckSecret secret, LocalDate until) {
        return Wording.letter(language -> body(address, asker, secret, until, language));
    }

    private String body(MailAddress address, String asker, CheckSecret secret, LocalDate until, Locale language) {
        var code = secret.code().substring(0, 3) + " " + secret.code().substring(3);
        return wording.of(
                Words.of("mailbox.check.mail.body", asker, address.toString(), link(secret), code, until), language);
    }

    private String link(CheckSecret secret) {
        return days.settings().link(Checks.PAGE + secret.token());
    }
}
