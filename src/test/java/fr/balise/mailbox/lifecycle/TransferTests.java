package fr.balise.mailbox.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.kernel.MailboxType;
import fr.balise.kernel.NationalPersonId;
import fr.balise.mailbox.lifecycle.Transfer.Because;
import fr.balise.mailbox.lifecycle.Transfer.Use;
import fr.balise.mailbox.lifecycle.TransferSettings.Rule;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Mail of one legal controller stays there, unless those who answer for it say otherwise. */
class TransferTests {
    private static final Hosted FROM = Held.active();
    private static final Hosted MINE = held(FROM.owner(), new State.Active(Held.NOON));
    private static final Hosted MINE_CLOSED = held(FROM.owner(), new State.Depublished(Held.NOON, Held.ANNE, null));
    private static final Hosted THEIRS =
            held(new Owner.OfPerson(new NationalPersonId("899700000021")), new State.Active(Held.NOON));

    private static Hosted held(Owner owner, State state) {
        return new Hosted(
                new MailboxId(13), Held.NEW, MailboxType.PER, owner, null, Held.PARIS, state, Map.of(), null, null, 0);
    }

    private static void says(Use use, @Nullable Hosted to, @Nullable Rule rule, boolean agreed, Because because) {
        var refusals = java.util.EnumSet.of(
                Because.STRUCTURE_MUST_AGREE,
                Because.DOMAIN_FORBIDS,
                Because.OTHER_CONTROLLER,
                Because.NOT_ACTIVE_HERE);
        assertThat(Transfer.of(use, FROM, to, rule, agreed))
                .as(use + " " + rule)
                .isEqualTo(new Transfer(!refusals.contains(because), because));
    }

    @Test
    void withoutARuleMailStaysWithItsOwner() {
        says(Use.EXPORT, null, null, false, Because.SAME_CONTROLLER);
        says(Use.COPY, MINE, null, false, Because.SAME_CONTROLLER);
        says(Use.FORWARDING, MINE, null, false, Because.SAME_CONTROLLER);
        says(Use.COPY, THEIRS, null, false, Because.OTHER_CONTROLLER);
        says(Use.FORWARDING, THEIRS, null, true, Because.OTHER_CONTROLLER);
    }

    @Test
    void theDomainsOwnRuleComesFirst() {
        for (var use : Use.values()) {
            says(use, MINE, Rule.FORBIDDEN, true, Because.DOMAIN_FORBIDS);
            says(use, MINE, Rule.ALLOWED, false, Because.DOMAIN_ALLOWS);
            says(use, MINE, Rule.AGREEMENT, false, Because.STRUCTURE_MUST_AGREE);
            says(use, MINE, Rule.AGREEMENT, true, Because.STRUCTURE_AGREED);
        }
        says(Use.COPY, THEIRS, Rule.ALLOWED, false, Because.DOMAIN_ALLOWS);
        says(Use.COPY, THEIRS, Rule.AGREEMENT, true, Because.STRUCTURE_AGREED);
    }

    @Test
    void nothingGoesWhereNobodyCouldTellWhatBecameOfIt() {
        says(Use.COPY, null, Rule.ALLOWED, true, Because.NOT_ACTIVE_HERE);
        says(Use.FORWARDING, MINE_CLOSED, null, true, Because.NOT_ACTIVE_HERE);
    }

    @Test
    void aRuleIsForOneUse() {
        var policy = new TransferSettings.Policy(Rule.ALLOWED, null, Rule.FORBIDDEN);
        assertThat(policy.of(Use.EXPORT)).isEqualTo(Rule.ALLOWED);
        assertThat(policy.of(Use.COPY)).isNull();
        assertThat(policy.of(Use.FORWARDING)).isEqualTo(Rule.FORBIDDEN);
    }

    @Test
    void copiesThatLeaveShowInTheTrace() {
        var reply = new AutoReply(Held.NEW, "a", "b", AutoReply.Fate.COPIED, Held.TODAY, null, 30, false);
        var copying = Held.changed(FROM, new Command.Depublish(reply), Instant.parse("2026-11-12T11:00:00Z"));
        assertThat(Traced.of(copying)).containsEntry("reply", "copied");
    }
}
