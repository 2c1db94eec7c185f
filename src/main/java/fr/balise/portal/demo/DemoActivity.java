package fr.balise.portal.demo;

import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.Uses;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Random;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** The months before the visitor came: who looked at which of the demo's mailboxes, and which one lies forgotten. */
@Component
@Profile("demo")
class DemoActivity {
    private static final String FORGOTTEN = "lefevre.rabine@balise-demo.mssante.fr";
    private static final int DAYS = 180;

    /** Since when nobody looked at the forgotten one. */
    private static final int FORGOTTEN_DAYS = 143;

    private final Lifecycle lifecycle;
    private final Uses uses;
    private final DemoClock clock;

    DemoActivity(Lifecycle lifecycle, Uses uses, DemoClock clock) {
        this.lifecycle = lifecycle;
        this.uses = uses;
        this.clock = clock;
    }

    /** Nothing where no mail servers run beside Balise. */
    void tell() {
        for (var mailbox : DemoWorld.read().mailboxes())
            lifecycle.find(MailAddress.parse(mailbox.address())).ifPresent(this::tell);
    }

    private void tell(Hosted mailbox) {
        var forgotten = mailbox.address().key().equals(FORGOTTEN);
        var chance = new Random(mailbox.address().key().hashCode()); // the same story at each start
        for (int ago = DAYS; ago > 0; ago--) {
            var day = clock.realToday().minusDays(ago);
            boolean away = forgotten && ago < FORGOTTEN_DAYS || isFree(day, ago);
            int received = isFree(day, ago) ? chance.nextInt(2) : chance.nextInt(forgotten ? 2 : 6);
            boolean looks = !away && chance.nextInt(10) > 0;
            int read = looks && chance.nextInt(5) > 0 ? received : 0;
            uses.remember(mailbox.id(), day, received, read, looks ? chance.nextInt(3) : 0, looks ? 2 : 0);
        }
    }

    /** Weekends, and two weeks of holidays. */
    private static boolean isFree(LocalDate day, int ago) {
        return day.getDayOfWeek() == DayOfWeek.SUNDAY
                || day.getDayOfWeek() == DayOfWeek.SATURDAY
                || ago > 60 && ago < 74;
    }
}
