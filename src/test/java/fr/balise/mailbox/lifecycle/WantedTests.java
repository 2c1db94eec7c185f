package fr.balise.mailbox.lifecycle;

import static fr.balise.mailbox.lifecycle.Held.NOON;
import static fr.balise.mailbox.lifecycle.Held.TODAY;
import static fr.balise.mailbox.lifecycle.Held.changed;
import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.mailbox.lifecycle.Wanted.Access;
import fr.balise.mailbox.lifecycle.Wanted.Mail;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class WantedTests {
    private static final Mail MOVED =
            new Mail.Refused("551 5.1.6 Mailbox moved, please try <anne.essai@national.mssante.fr>");

    @Test
    void eachStateSaysWhatBecomesOfMailAndOfItsHolder() {
        wants(Held.active(), new Mail.Accepted(), Access.READ_AND_SEND, true);
        wants(Held.depublished(), new Mail.Accepted(), Access.READ_AND_SEND, true);
        wants(Held.closing(), MOVED, Access.READ, true);
        wants(Held.erased(), MOVED, Access.NONE, false);
        assertThat(Wanted.of(Held.depublished(), TODAY).reply()).isEqualTo(Held.reply());
        assertThat(Wanted.of(Held.closing(), TODAY).reply()).isNull();
    }

    @Test
    void withoutTheHoldersAgreementNoAddressIsTold() {
        var silent = new Command.RequestDeletion(EnumSet.allOf(Gate.Opened.class), null, null);
        var closing = changed(Held.retrieved(), silent, NOON);
        wants(closing, new Mail.Refused("550 5.2.1 Mailbox closed"), Access.READ, true);
        var erased = changed(closing, new Command.Erase(), Held.at(TODAY.plusDays(30), Held.PARIS));
        wants(erased, new Mail.Refused("550 5.1.1 No such mailbox"), Access.NONE, false);
    }

    @Test
    void theNewAddressIsToldUntilItsLastDayAndNotLonger() {
        var until = TODAY.plusDays(31 + 365); // erased on the 31st day
        assertThat(Wanted.of(Held.erased(), until).mail()).isEqualTo(MOVED);
        assertThat(Wanted.of(Held.erased(), until.plusDays(1)).mail())
                .isEqualTo(new Mail.Refused("550 5.1.1 No such mailbox"));
    }

    @Test
    void aSuspensionClosesTheDoorToTheHolderAlone() {
        wants(changed(Held.active(), new Command.Suspend("x"), NOON), new Mail.Accepted(), Access.NONE, true);
        wants(changed(Held.closing(), new Command.Suspend("x"), NOON), MOVED, Access.NONE, true);
    }

    private static void wants(Hosted mailbox, Mail mail, Access access, boolean kept) {
        var wanted = Wanted.of(mailbox, TODAY);
        assertThat(wanted.mail()).isEqualTo(mail);
        assertThat(wanted.access()).isEqualTo(access);
        assertThat(wanted.kept()).isEqualTo(kept);
    }
}
