package fr.balise.hygiene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.balise.hygiene.Cleaning.Way;
import fr.balise.hygiene.Cleanings.Ordered;
import fr.balise.hygiene.Cleanings.Terms;
import fr.balise.hygiene.Preparations.Prepared;
import fr.balise.identity.Accounts;
import fr.balise.identity.Actor;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.kernel.NationalPersonId;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.Owner;
import fr.balise.mailbox.sharing.Share.May;
import fr.balise.mailbox.sharing.Sharing;
import fr.balise.mailbox.sharing.Sharing.Given;
import fr.balise.mailbox.sharing.Sharing.Taken;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Clean-ups by more than one person: of a shared mailbox, and prepared by one for another to decide. */
@NullUnmarked
class TogetherEngineTests extends TidiedMailbox {
    @Autowired
    Preparations preparations;

    @Autowired
    Rules rules;

    @Autowired
    RuleRounds rounds;

    @Autowired
    Sharing sharing;

    @Autowired
    Accounts accounts;

    @Autowired
    SharedNotices notices;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    private static int people;

    private Actor person(String name) {
        return accounts.named(new NationalPersonId("8997%08d".formatted(41_000_000 + people++)), name);
    }

    private List<String> told(MailAddress to) {
        return jdbc.sql("select subject || ' ' || body from outbox.message where recipient = :to order by id")
                .param("to", to.toString())
                .query(String.class)
                .list();
    }

    /** As it is queued: what has left has no body any more. */
    private String letter(Actor actor, Hosted mailbox, Hosted own, SharedNotices.Act act) {
        return transaction.execute(status -> {
            notices.tell(actor, mailbox, new Weight(2, 4_000, 0), act);
            status.setRollbackOnly();
            return told(own.address()).getLast();
        });
    }

    private List<String> acts(Hosted mailbox) {
        return jdbc.sql("select actor || ' ' || action from audit.entry where target = :target order by id")
                .param("target", "mailbox:" + mailbox.id())
                .query(String.class)
                .list();
    }

    @Test
    void whoCleanedUpASharedMailboxIsSaidByNameToWhoeverIsResponsible() throws Exception {
        holder = person("Anne CABINET");
        var owner = new Owner.OfPerson(holder.nationalId());
        var mailbox = opened(MailboxType.CAB, owner);
        var own = opened(MailboxType.PER, owner);
        var secretary = person("Nadia SECRÉTAIRE");
        var given = ((Outcome.Done<Given>) sharing.give(
                        holder, Set.of(), mailbox.id(), new Sharing.Wish("Nadia", May.MANAGE, false, null)))
                .value();
        assertThat(sharing.accept(((Given.Made) given).token(), secretary)).isInstanceOf(Taken.Open.class);
        put(mailbox, "Trash", 1, "letter", ago(90), "\\Seen");
        put(mailbox, "Trash", 2, "letter", ago(90), "\\Seen");
        var mine = cleanings.order(secretary, mailbox, Set.of(Group.TRASH), new Terms(Way.ASIDE, 2, ""));
        var cleaning = done(mailbox, ((Ordered.Begun) mine).cleaning());
        assertThat(cleaning.ownerName()).isEqualTo("Nadia SECRÉTAIRE");
        assertThat(told(own.address())).hasSize(1);
        assertThat(letter(secretary, mailbox, own, SharedNotices.Act.DELETED))
                .contains("Nadia SECRÉTAIRE a supprimé", mailbox.address().toString(), "2 messages");
        assertThat(letter(secretary, mailbox, own, SharedNotices.Act.TRASHED)).contains("a mis à la corbeille");
        assertThat(letter(secretary, mailbox, own, SharedNotices.Act.LIGHTENED)).contains("Les messages y restent");
        assertThat(acts(mailbox)).contains(secretary.auditName() + " hygiene.clean");

        put(mailbox, "Trash", 3, "letter", ago(90), "\\Seen");
        var theirs = cleanings.order(holder, mailbox, Set.of(Group.TRASH), new Terms(Way.ASIDE, 1, ""));
        done(mailbox, ((Ordered.Begun) theirs).cleaning());
        assertThat(told(own.address()))
                .as("nobody is told of what he did himself")
                .hasSize(1);
    }

    @Test
    void whatASecretaryPreparedRunsInTheNameOfTheHolderWhoSaidYes() throws Exception {
        var mailbox = opened();
        var secretary = person("Nadia SECRÉTAIRE");
        put(mailbox, "Trash", 1, "letter", ago(90), "\\Seen");
        put(mailbox, "INBOX", 2, "letter", ago(90), "\\Seen");
        assertThat(preparations.prepare(secretary, mailbox, Set.of(Group.TRASH), 2))
                .isEqualTo(new Prepared.Changed());
        assertThat(preparations.prepare(secretary, mailbox, Set.of(Group.KEEP), 1))
                .isEqualTo(new Prepared.Nothing());
        assertThat(preparations.prepare(secretary, mailbox, Set.of(Group.TRASH), 1))
                .isInstanceOf(Prepared.Done.class);
        assertThat(everything(mailbox)).as("nothing happened yet").hasSize(2);

        put(mailbox, "Trash", 3, "letter", ago(90), "\\Seen");
        var waiting = preparations.waiting(mailbox).orElseThrow();
        var now = preparations.weigh(stocktaking.take(account(mailbox)), waiting);
        assertThat(waiting.differs(now)).isTrue();
        assertThat(preparations.approve(holder, mailbox, waiting, Shown.count(1), ""))
                .as("what was prepared is shown again")
                .isEqualTo(new Ordered.Changed());
        var cleaning = done(
                mailbox,
                ((Ordered.Begun) preparations.approve(holder, mailbox, waiting, Shown.count(2), "")).cleaning());
        assertThat(cleaning.ownerName()).isEqualTo(holder.name());
        assertThat(cleaning.preparedBy()).isEqualTo("Nadia SECRÉTAIRE");
        assertThat(everything(mailbox)).hasSize(1);
        assertThat(preparations.waiting(mailbox)).isEmpty();
        assertThat(acts(mailbox))
                .contains(secretary.auditName() + " hygiene.prepare", holder.auditName() + " hygiene.clean");
    }

    @Test
    void aRuleWaitsOnceWhoeverMadeItHasNoRightAnyMoreAndGoesOnInAnothersName() throws Exception {
        var structure = "1990019999";
        var manager = person("Solenn DSI");
        holder = manager;
        var mailbox = opened(MailboxType.ORG, new Owner.OfStructure(structure));
        var beside = opened(MailboxType.ORG, new Owner.OfStructure(structure));
        var first = responsible(manager, structure, mailbox, "Anne PREMIÈRE");
        put(mailbox, "Trash", 1, "letter", ago(90), "\\Seen");
        assertThat(rules.make(first, mailbox, new Rules.Wish(Rule.Kind.THROWN, 30, null), 1))
                .isInstanceOf(Rules.Made.Done.class);
        jdbc.sql("update mailbox.share set ended_at = now(), ended_by = 'account:0' where account = :account")
                .param("account", first.account())
                .update();
        rounds.round();
        rounds.round();
        assertThat(everything(mailbox)).as("nothing goes in that name").hasSize(1);
        var waiting = rules.of(mailbox).getFirst();
        assertThat(waiting.paused()).isNotNull();
        assertThat(told(beside.address())).as("told once").hasSize(1).allMatch(one -> one.contains("en pause"));
        assertThat(acts(mailbox)).contains("system hygiene.rule-paused");

        var second = responsible(manager, structure, mailbox, "Zoé SECONDE");
        rules.release(second, waiting);
        rounds.round();
        var cleaning = cleanings.of(mailbox).getFirst();
        done(mailbox, cleaning.id());
        assertThat(cleaning.ownerName()).isEqualTo("Zoé SECONDE");
        assertThat(everything(mailbox)).isEmpty();
        rules.end(second, rules.of(mailbox).getFirst());
    }

    private Actor responsible(Actor manager, String structure, Hosted mailbox, String name) {
        var given = ((Outcome.Done<Given>) sharing.give(
                        manager, Set.of(structure), mailbox.id(), new Sharing.Wish(name, May.RESPONSIBLE, true, null)))
                .value();
        var person = person(name);
        assertThat(sharing.accept(((Given.Made) given).token(), person)).isInstanceOf(Taken.Open.class);
        return person;
    }

    @Test
    void theYesOfTheHolderAndTheCleanUpBeginTogetherOrNotAtAll() {
        var mailbox = opened();
        var secretary = person("Nadia SECRÉTAIRE");
        put(mailbox, "Trash", 1, "letter", ago(90), "\\Seen");
        preparations.prepare(secretary, mailbox, Set.of(Group.TRASH), 1);
        var withdrawn = preparations.waiting(mailbox).orElseThrow();
        preparations.withdraw(secretary, mailbox, withdrawn);
        assertThat(preparations.approve(holder, mailbox, withdrawn, Shown.count(1), ""))
                .as("it was taken back while the holder looked at it")
                .isEqualTo(new Ordered.Changed());
        assertThat(cleanings.of(mailbox)).isEmpty();

        preparations.prepare(secretary, mailbox, Set.of(Group.TRASH), 1);
        var waiting = preparations.waiting(mailbox).orElseThrow();
        // Stands for a kill between the two.
        jdbc.sql(
                        "alter table hygiene.preparation add constraint cut check (ended is distinct from 'APPROVED') not valid")
                .update();
        try {
            assertThatThrownBy(() -> preparations.approve(holder, mailbox, waiting, Shown.count(1), ""))
                    .isInstanceOf(org.springframework.dao.DataAccessException.class);
        } finally {
            jdbc.sql("alter table hygiene.preparation drop constraint cut").update();
        }
        assertThat(cleanings.of(mailbox)).isEmpty();
        assertThat(everything(mailbox)).hasSize(1);
        assertThat(preparations.waiting(mailbox)).isPresent();
        assertThat(preparations.approve(holder, mailbox, waiting, Shown.count(1), ""))
                .isInstanceOf(Ordered.Begun.class);
        assertThat(preparations.waiting(mailbox)).isEmpty();
    }

    @Test
    void aPreparationIsRefusedReplacedWithdrawnOrLapses() {
        var mailbox = opened();
        var secretary = person("Nadia SECRÉTAIRE");
        put(mailbox, "Trash", 1, "letter", ago(90), "\\Seen");
        preparations.prepare(secretary, mailbox, Set.of(Group.TRASH), 1);
        var first = preparations.waiting(mailbox).orElseThrow();
        preparations.prepare(secretary, mailbox, Set.of(Group.TRASH), 1);
        var second = preparations.waiting(mailbox).orElseThrow();
        assertThat(second.id()).isGreaterThan(first.id());
        preparations.refuse(holder, mailbox, second);
        preparations.refuse(holder, mailbox, second);
        assertThat(preparations.waiting(mailbox)).isEmpty();
        preparations.prepare(secretary, mailbox, Set.of(Group.TRASH), 1);
        preparations.withdraw(secretary, mailbox, preparations.waiting(mailbox).orElseThrow());
        assertThat(preparations.waiting(mailbox)).isEmpty();
        preparations.prepare(secretary, mailbox, Set.of(Group.TRASH), 1);
        jdbc.sql("update hygiene.preparation set expires_at = now() - interval '1 minute' where account = :account")
                .param("account", account(mailbox).value())
                .update();
        assertThat(preparations.waiting(mailbox)).as("its time is over").isEmpty();
        assertThat(preparations.prepare(secretary, mailbox, Set.of(Group.TRASH), 1))
                .isInstanceOf(Prepared.Done.class);
        assertThat(acts(mailbox).stream().filter(one -> one.endsWith("hygiene.prepare-refused")))
                .hasSize(1);
        assertThat(everything(mailbox)).hasSize(1);
    }
}
