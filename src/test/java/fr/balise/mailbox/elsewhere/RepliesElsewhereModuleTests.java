package fr.balise.mailbox.elsewhere;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.identity.Subject.Right;
import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.Box;
import fr.balise.mailbox.Census;
import fr.balise.mailbox.MailboxModuleTest;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Scene;
import fr.balise.mailbox.Words;
import fr.balise.mailbox.elsewhere.RepliesElsewhere.Came;
import fr.balise.mailbox.lifecycle.AutoReply;
import fr.balise.mailbox.lifecycle.AutoReply.Fate;
import fr.balise.mailbox.lifecycle.ReplyScript;
import fr.balise.mailstore.ElsewhereConnections;
import fr.balise.mailstore.ElsewhereFilters.Put;
import fr.balise.mailstore.ElsewhereMail.Credential;
import fr.balise.mailstore.InMemoryFilters;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A reply among somebody's filters: what was there is there afterwards, octet for octet, whatever happens on the way. */
@NullUnmarked
@MailboxModuleTest
@Import(RepliesElsewhereModuleTests.Operator.class)
class RepliesElsewhereModuleTests {
    private static final String MINE = "require [\"fileinto\"];\r\nfileinto \"Tri\";\r\n";

    static class Operator {
        @Bean
        @Primary
        InMemoryFilters filters() {
            return new InMemoryFilters();
        }
    }

    @Autowired
    InMemoryFilters filters;

    @Autowired
    RepliesElsewhere replies;

    @Autowired
    ElsewhereConnections connections;

    @Autowired
    Scene.Stage stage;

    @Autowired
    Scene.Acts acts;

    @Autowired
    Census census;

    @Autowired
    JdbcClient jdbc;

    Scene.Doctor doctor;
    Box box;

    @BeforeEach
    void aConnectedMailbox() {
        doctor = stage.doctor();
        box = ((Outcome.Done<Box>) census.box(doctor.self(), doctor.box())).value();
        connections.keep(doctor.account(), box.address(), new Credential.AppPassword("good"));
        filters.scripts.clear();
        filters.active = null;
        filters.left = Integer.MAX_VALUE;
        filters.put = Put.STORED;
        filters.extensions = Set.of("vacation", "include", "date", "envelope", "copy", "relational");
    }

    private static AutoReply reply(Fate fate) {
        return new AutoReply(
                MailAddress.parse("nouvelle@balise-essai.mssante.fr"),
                "Écrivez-moi là-bas.",
                "Write to me there.",
                fate,
                LocalDate.of(2026, 1, 1),
                null,
                30,
                false);
    }

    private Came put() {
        return replies.put(doctor.self(), box, reply(Fate.NOT_READ));
    }

    private void has(String name, String text, boolean active) {
        filters.scripts.put(name, text);
        if (active) filters.active = name;
    }

    private void refused(Came came, String why) {
        assertThat(came).isInstanceOf(Came.Refused.class);
        assertThat(((Came.Refused) came).words().key()).isEqualTo("mailbox.connection.reply.refused." + why);
    }

    private boolean stands() {
        return replies.standing(doctor.self(), box).isPresent();
    }

    @Test
    void withoutAnyFilterOursIsTheOnlyOneAndNothingIsLeftOfIt() {
        assertThat(put()).isInstanceOf(Came.Done.class);
        assertThat(filters.active).isEqualTo(FilterRules.NAME);
        assertThat(filters.scripts.get(FilterRules.NAME))
                .startsWith(ReplyScript.OURS)
                .contains("vacation", "nouvelle@balise-essai.mssante.fr")
                .doesNotContain("include", "redirect");
        assertThat(stands()).isTrue();
        assertThat(replies.look(doctor.self(), box)).isInstanceOf(Came.Done.class);
        assertThat(replies.remove(doctor.self(), box)).isInstanceOf(Came.Done.class);
        assertThat(filters.scripts).isEmpty();
        assertThat(filters.active).isNull();
        assertThat(stands()).isFalse();
        assertThat(acts.of(doctor.account())).contains("mailbox.elsewhere-reply", "mailbox.elsewhere-reply-removed");
    }

    @Test
    void aFilterThatIsActiveGoesOnAfterOursAndIsTheActiveOneAgainUnchanged() {
        has("mon \"tri\"", MINE, true);
        has("ancien", "discard;", false);
        var before = Map.copyOf(filters.scripts);
        assertThat(put()).isInstanceOf(Came.Done.class);
        assertThat(filters.scripts.get(FilterRules.NAME))
                .contains("\"include\"")
                .endsWith("include :personal :optional \"mon \\\"tri\\\"\";\r\n");
        assertThat(put()).as("again, as another text").isInstanceOf(Came.Done.class);
        assertThat(filters.scripts.get(FilterRules.NAME)).endsWith("\"mon \\\"tri\\\"\";\r\n");
        var removed = replies.remove(doctor.self(), box);
        assertThat(((Came.Done) removed).words())
                .isEqualTo(Words.of("mailbox.connection.reply.removed.before", "mon \"tri\""));
        assertThat(filters.scripts).isEqualTo(before);
        assertThat(filters.active).isEqualTo("mon \"tri\"");
    }

    @Test
    void whereBaliseForgotWhatWasActiveOursTellsIt() {
        has("tri", MINE, true);
        put();
        jdbc.sql("delete from mailbox.elsewhere_reply").update();
        assertThat(replies.remove(doctor.self(), box)).isInstanceOf(Came.Done.class);
        assertThat(filters.active).isEqualTo("tri");
        assertThat(filters.scripts).containsOnlyKeys("tri");
    }

    @Test
    void whatItsHolderMadeActiveMeanwhileStaysSoAndWhatIsGoneIsNotMissed() {
        has("tri", MINE, true);
        put();
        has("nouveau", "keep;", true);
        refused(replies.look(doctor.self(), box), "not-seen");
        assertThat(replies.remove(doctor.self(), box)).isInstanceOf(Came.Done.class);
        assertThat(filters.active).isEqualTo("nouveau");
        assertThat(filters.scripts).containsOnlyKeys("tri", "nouveau");

        filters.active = "tri";
        put();
        filters.scripts.remove("tri");
        assertThat(((Came.Done) replies.remove(doctor.self(), box)).words())
                .as("renamed or gone: nothing of the holder's runs any more, and that is said")
                .isEqualTo(Words.of("mailbox.connection.reply.removed.lost", "tri"));
        assertThat(filters.active).isNull();
        assertThat(replies.remove(doctor.self(), box)).as("twice is harmless").isInstanceOf(Came.Done.class);
    }

    @Test
    void whatCannotStandBesideTheHoldersFiltersIsRefusedAndNothingChanges() {
        for (var script : new String[] {
            "require \"vacation\"; vacation \"en vacances\";",
            "require [\"reject\"]; reject \"non\";",
            "require [\"fileinto\", \"EREJECT\"]; ereject \"non\";"
        }) {
            has("tri", script, true);
            refused(put(), "answers");
        }
        has("tri", "require \"include\"; include \"conges\";", true);
        has("conges", "require \"vacation\"; vacation \"x\";", false);
        refused(put(), "answers");
        has("tri", MINE, true);
        filters.extensions = Set.of("vacation", "date", "envelope", "relational");
        refused(put(), "no-include");
        filters.extensions = Set.of("include", "date", "envelope", "relational");
        refused(put(), "cannot");
        filters.extensions = Set.of("vacation", "include", "date", "envelope", "copy", "relational");
        has(FilterRules.NAME, "keep;", false);
        refused(put(), "name-taken");
        assertThat(replies.remove(doctor.self(), box)).isInstanceOf(Came.Done.class);
        assertThat(filters.scripts).containsEntry(FilterRules.NAME, "keep;").hasSize(3);
        assertThat(filters.active).isEqualTo("tri");
        assertThat(stands()).isFalse();
    }

    @Test
    void aServerThatTakesNoMoreLeavesAllAsItWas() {
        has("tri", MINE, true);
        filters.put = Put.FULL;
        refused(put(), "full");
        filters.put = Put.REFUSED;
        refused(put(), "not-taken");
        assertThat(filters.scripts).containsOnlyKeys("tri");
        assertThat(filters.active).isEqualTo("tri");
        assertThat(stands()).isFalse();
    }

    @Test
    void aChangeThatIsRefusedLeavesTheReplyThatSomebodyElseLaidInTheSameMailbox() {
        put();
        jdbc.sql("delete from mailbox.elsewhere_reply").update(); // as another account's
        var theirs = Map.copyOf(filters.scripts);
        filters.put = Put.REFUSED;
        refused(put(), "not-taken");
        assertThat(filters.scripts).isEqualTo(theirs);
        assertThat(filters.active).isEqualTo(FilterRules.NAME);
        assertThat(stands()).isFalse();
    }

    @Test
    void moreFiltersThanMemoryShouldHoldAreNotRead() {
        for (int i = 0; i < 5; i++) has("tri" + i, "#".repeat(1_000_000), false);
        refused(put(), "unsure");
        assertThat(filters.active).isNull();
    }

    @Test
    void cutOffAtEachCommandItCanBeTakenOffAndAllIsAsBefore() {
        for (int left = 0; left < 12; left++) {
            filters.scripts.clear();
            has("tri", MINE, true);
            var before = new HashMap<>(filters.scripts);
            filters.left = left;
            var came = put();
            if (came instanceof Came.Refused) refused(came, "unsure");
            filters.left = left;
            replies.remove(doctor.self(), box);
            filters.left = Integer.MAX_VALUE;
            assertThat(replies.remove(doctor.self(), box)).isInstanceOf(Came.Done.class);
            assertThat(filters.scripts).as("after " + left).isEqualTo(before);
            assertThat(filters.active).isEqualTo("tri");
            assertThat(stands()).isFalse();
            doctor = stage.doctor();
            box = ((Outcome.Done<Box>) census.box(doctor.self(), doctor.box())).value();
            connections.keep(doctor.account(), box.address(), new Credential.AppPassword("good"));
        }
    }

    @Test
    void aCopyLeavesOnlyWhereThePolicyOfTheDomainLetsItAndNobodyElseActs() {
        var came = replies.put(doctor.self(), box, reply(Fate.COPIED));
        assertThat(((Came.Refused) came).words().key()).startsWith("mailbox.life.transfer.");
        assertThat(filters.scripts).isEmpty();
        int logins = filters.logins;
        for (var other : new fr.balise.identity.Subject[] {
            doctor.secretary(), stage.doctor().self(), doctor.with(Right.VIEW, Right.PREPARE)
        })
            if (!other.isSelf() || other.actor().account() != doctor.account())
                assertThat(replies.put(other, box, reply(Fate.NOT_READ))).isInstanceOf(Came.Refused.class);
        assertThat(filters.logins).isEqualTo(logins);
        connections.keep(doctor.account(), box.address(), new Credential.AppPassword("old"));
        assertThat(((Came.Refused) put()).words().key()).isEqualTo("mailbox.connection.refused.wrong-credential");
    }
}
