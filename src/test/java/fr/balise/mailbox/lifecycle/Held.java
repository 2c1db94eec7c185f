package fr.balise.mailbox.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.kernel.NationalPersonId;
import fr.balise.mailbox.lifecycle.Command.RequestDeletion;
import fr.balise.mailbox.lifecycle.Gate.Opened;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Map;

/** A hosted mailbox of the tests, in each of its states. */
final class Held {
    static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    static final Instant NOON = Instant.parse("2026-11-12T11:00:00Z");
    static final LocalDate TODAY = LocalDate.of(2026, 11, 12);
    static final By ANNE = new By("account:7", "Anne ESSAI");
    static final By STAFF = new By("account:9", "Exploitant");
    static final MailAddress OLD = MailAddress.parse("Anne.Essai@balise-essai.mssante.fr");
    static final MailAddress NEW = MailAddress.parse("anne.essai@national.mssante.fr");
    static final Terms TERMS = new Terms(
            Period.ofDays(30),
            Period.ofDays(14),
            Period.ofDays(90),
            Period.ofDays(365),
            Period.ofDays(7),
            Period.ofDays(365));

    /** A holder who saw and accepted everything. */
    static final RequestDeletion READY = new RequestDeletion(EnumSet.allOf(Opened.class), "déjà lus ailleurs", NEW);

    private Held() {}

    static AutoReply reply() {
        return reply("Écrivez-moi à ma nouvelle adresse.");
    }

    static AutoReply reply(String french) {
        return new AutoReply(
                NEW, french, "Please write to my new address.", AutoReply.Fate.NOT_READ, TODAY, null, 30, false);
    }

    static Hosted active() {
        return active(PARIS);
    }

    static Hosted active(ZoneId zone) {
        return new Hosted(
                new MailboxId(12),
                OLD,
                MailboxType.PER,
                new Owner.OfPerson(new NationalPersonId("899700000013")),
                null,
                zone,
                new State.Active(NOON.minusSeconds(86_400)),
                Map.of(),
                null,
                null,
                0);
    }

    static Hosted depublished() {
        return depublished(PARIS);
    }

    static Hosted depublished(ZoneId zone) {
        return changed(active(zone), new Command.Depublish(reply()), NOON);
    }

    static Hosted retrieved() {
        return changed(depublished(), new Command.Retrieve(Retrieval.How.SAID), NOON);
    }

    static Hosted closing() {
        return changed(retrieved(), READY, NOON);
    }

    static Hosted erased() {
        return changed(closing(), new Command.Erase(), NOON.plusSeconds(31 * 86_400L));
    }

    static Decision decide(Hosted from, Command command, Instant now) {
        return decide(from, command, now, Contents.NOTHING);
    }

    static Decision decide(Hosted from, Command command, Instant now, Contents inside) {
        return LifecycleRules.decide(from, command, ANNE, new Circumstances(now, inside, TERMS));
    }

    static Hosted changed(Hosted from, Command command, Instant now) {
        assertThat(decide(from, command, now)).isInstanceOf(Decision.Changed.class);
        return ((Decision.Changed) decide(from, command, now)).to();
    }

    static Refusal refused(Hosted from, Command command, Instant now) {
        assertThat(decide(from, command, now)).isInstanceOf(Decision.Refused.class);
        return ((Decision.Refused) decide(from, command, now)).why();
    }

    static Instant at(LocalDate day, ZoneId zone) {
        return day.atTime(12, 0).atZone(zone).toInstant();
    }
}
