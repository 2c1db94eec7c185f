package fr.balise.hygiene;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.hygiene.Cleaning.Part;
import fr.balise.hygiene.Cleaning.Way;
import fr.balise.hygiene.Cleanings.Ordered;
import fr.balise.hygiene.Cleanings.Terms;
import fr.balise.hygiene.CutOff.Edge;
import fr.balise.jobs.Job;
import fr.balise.jobs.Work;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailstore.OpenMailbox;
import fr.balise.mailstore.StoredMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/** A clean-up into the trash of the mailbox, in the real Dovecot. */
@NullUnmarked
class TrashEngineTests extends TidiedMailbox {
    private static final Set<Group> SOME = Set.of(Group.OLD_LETTERS, Group.REPORTS, Group.TRASH, Group.ATTACHMENTS);

    @Autowired
    UndoWork undoing;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    fr.balise.mailstore.MailAccounts accounts;

    @Autowired
    TransactionTemplate transaction;

    private Hosted filled() {
        var mailbox = opened();
        put(mailbox, "INBOX", 1, "letter", ago(700), "\\Seen", "\\Answered");
        put(mailbox, "INBOX", 2, "letter", ago(700));
        put(mailbox, "Archive/2024", 3, "letter", ago(700), "\\Seen");
        put(mailbox, "Archive/2024", 4, "pdf", ago(700), "\\Seen");
        put(mailbox, "Trash", 5, "letter", ago(700), "\\Seen");
        return mailbox;
    }

    private static Part ofArchive(Cleaning cleaning) {
        return cleaning.parts().stream()
                .filter(one -> one.folder().equals("Archive/2024"))
                .findFirst()
                .orElseThrow();
    }

    private static List<Long> inTrash(OpenMailbox mailbox, Cleaning cleaning) {
        return CleanWork.trashed(mailbox, cleaning, ofArchive(cleaning)).stream()
                .map(StoredMessage::uid)
                .toList();
    }

    private Cleaning trashed(Hosted mailbox) throws InterruptedException {
        var stock = stocktaking.take(account(mailbox));
        var weight = cleanings.weigh(stock, SOME, Way.TRASH);
        assertThat(weight.messages())
                .as("what is in the trash already is not counted")
                .isEqualTo(3);
        var ordered = cleanings.order(holder, mailbox, SOME, new Terms(Way.TRASH, 3, "essai"));
        return done(mailbox, ((Ordered.Begun) ordered).cleaning());
    }

    @Test
    void whatGoesIntoTheTrashFreesNothingAndComesBackWhereItWasAsItWas() throws Exception {
        var mailbox = filled();
        var before = everything(mailbox);
        long full = counted(mailbox);
        var cleaning = trashed(mailbox);
        assertThat(cleaning.returning()).isZero();
        assertThat(counted(mailbox)).isEqualTo(full);
        assertThat(everything(mailbox))
                .filteredOn(one -> one.startsWith("Trash "))
                .hasSize(4);
        assertThat(everything(mailbox))
                .filteredOn(one -> one.startsWith("INBOX "))
                .hasSize(1);

        assertThat(cleanings.undo(holder, cleaning, SOME)).isTrue();
        assertThat(undone(mailbox, cleaning.id())).isEqualTo(Job.State.DONE);
        assertThat(everything(mailbox)).isEqualTo(before);
        assertThat(cleanings.find(mailbox, cleaning.id()).orElseThrow().goneAt())
                .isNotNull();
    }

    @Test
    void asManyOtherMessagesAreNotThoseThatThePersonSaw() {
        var mailbox = opened();
        put(mailbox, "Trash", 1, "letter", ago(90), "\\Seen");
        var seen = cleanings.weigh(stocktaking.take(account(mailbox)), Set.of(Group.TRASH), Way.ASIDE);
        try (var program = store.open(account(mailbox))) {
            program.delete("Trash", program.uids("Trash", 0));
        }
        put(mailbox, "Trash", 1, "letter", ago(90), "\\Seen");
        var shown = new Terms(Way.ASIDE, Shown.parse(seen.shown()), "");
        assertThat(cleanings.order(holder, mailbox, Set.of(Group.TRASH), shown)).isEqualTo(new Ordered.Changed());
        var now = cleanings.weigh(stocktaking.take(account(mailbox)), Set.of(Group.TRASH), Way.ASIDE);
        assertThat(now).isEqualTo(new Weight(seen.messages(), seen.octets(), seen.attached(), now.which()));
        var again = new Terms(Way.ASIDE, Shown.parse(now.shown()), "");
        assertThat(cleanings.order(holder, mailbox, Set.of(Group.TRASH), again)).isInstanceOf(Ordered.Begun.class);
        assertThat(Shown.parse("1").fits(now)).as("no page writes that").isFalse();
    }

    /** A killed turn left a message in its place, with the mark still on it. */
    @Test
    void whatAKilledTurnBroughtBackIsTidiedByTheNextOne() throws Exception {
        var mailbox = filled();
        var before = everything(mailbox);
        var cleaning = trashed(mailbox);
        var part = ofArchive(cleaning);
        try (var program = store.open(account(mailbox))) {
            program.move("Trash", inTrash(program, cleaning), part.folder());
        }
        assertThat(everything(mailbox))
                .anyMatch(one -> one.startsWith("Archive/2024") && one.contains("$BaliseTrashed"));
        assertThat(cleanings.undo(holder, cleaning, SOME)).isTrue();
        assertThat(undone(mailbox, cleaning.id())).isEqualTo(Job.State.DONE);
        assertThat(everything(mailbox)).isEqualTo(before);
    }

    /** A server that dies while it moves leaves both. */
    @Test
    void whatLiesInBothFoldersSinceAKillComesBackOnce() throws Exception {
        var mailbox = filled();
        var before = everything(mailbox);
        var cleaning = trashed(mailbox);
        var part = ofArchive(cleaning);
        Edge edge;
        try (var server = store.open(account(mailbox))) {
            edge = Edge.of(server, part.number(), part.folder());
            server.copy("Trash", inTrash(server, cleaning), part.folder());
        }
        var groups = SOME.stream().map(Group::name).collect(Collectors.joining(","));
        assertThat(undoing.run(new Alone(cleaning.id() + " " + groups, edge.toString())))
                .isInstanceOf(Work.Outcome.Done.class);
        assertThat(everything(mailbox)).isEqualTo(before);
    }

    @Test
    void ofWhatTheHolderEmptiedMeanwhileTheRestComesBack() throws Exception {
        var mailbox = filled();
        var cleaning = trashed(mailbox);
        try (var program = store.open(account(mailbox))) {
            var uids = new ArrayList<Long>();
            program.list("Trash", 0, (StoredMessage message) -> {
                if (String.valueOf(message.head().messageId()).contains("<1@t>")) uids.add(message.uid());
            });
            program.delete("Trash", uids);
        }
        assertThat(cleanings.undo(holder, cleaning, SOME)).isTrue();
        assertThat(undone(mailbox, cleaning.id())).isEqualTo(Job.State.DONE);
        assertThat(everything(mailbox))
                .hasSize(4)
                .anyMatch(one -> one.startsWith("Archive/2024 <3@t>"))
                .anyMatch(one -> one.startsWith("Trash <5@t>"));
    }

    @Test
    void afterItsTimeItIsTakenOutOfTheTrashExceptWhatSomebodyMarkedThereAndWhatOthersThrewAway() throws Exception {
        var mailbox = filled();
        var cleaning = trashed(mailbox);
        try (var program = store.open(account(mailbox))) {
            program.list("Trash", 0, (StoredMessage message) -> {});
            var uids = new ArrayList<Long>();
            program.list("Trash", 0, (StoredMessage message) -> {
                if (String.valueOf(message.head().messageId()).contains("<3@t>")) uids.add(message.uid());
            });
            program.flag("Trash", uids, Set.of("\\Flagged"), Set.of());
        }
        jdbc.sql("update hygiene.cleaning set recover_until = now() - interval '1 hour' where id = :id")
                .param("id", cleaning.id())
                .update();
        cleanings.end();
        assertThat(everything(mailbox))
                .hasSize(3)
                .anyMatch(one -> one.startsWith("INBOX <2@t>"))
                .anyMatch(one -> one.startsWith("Trash <3@t>"))
                .anyMatch(one -> one.startsWith("Trash <5@t>"));
        assertThat(cleanings.find(mailbox, cleaning.id()).orElseThrow().goneAt())
                .isNotNull();
    }

    @Test
    void aFullMailboxCanPutThingsIntoItsTrash() throws Exception {
        var mailbox = filled();
        transaction.executeWithoutResult(_ -> accounts.quota(account(mailbox), DataSize.ofBytes(counted(mailbox))));
        var cleaning = trashed(mailbox);
        assertThat(everything(mailbox))
                .filteredOn(one -> one.startsWith("Trash "))
                .hasSize(4);
        assertThat(cleanings.undo(holder, cleaning, SOME)).isTrue();
        assertThat(undone(mailbox, cleaning.id())).isIn(Job.State.DONE, Job.State.FAILED);
        assertThat(everything(mailbox)).as("nothing is lost").hasSize(5);
    }
}
