package fr.balise.hygiene;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.hygiene.Lightening.State;
import fr.balise.hygiene.Lightenings.Ordered;
import fr.balise.hygiene.Lightenings.Spot;
import fr.balise.jobs.Job;
import fr.balise.jobs.JobId;
import fr.balise.jobs.Work;
import fr.balise.mailbox.lifecycle.By;
import fr.balise.mailbox.lifecycle.Command;
import fr.balise.mailbox.lifecycle.Hold;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailstore.MailAccounts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/** Attachments leave messages in the real Dovecot, and come back. */
@NullUnmarked
class LighteningEngineTests extends TidiedMailbox {
    @Autowired
    Lightenings lightenings;

    @Autowired
    LightenWork work;

    @Autowired
    LighteningRows rows;

    @Autowired
    MailAccounts accounts;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    private void put(Hosted mailbox, int n, String type, String... flags) {
        var text =
                "From: <a@peer.mssante.fr>\r\nMessage-ID: <" + n + "@t>\r\nMIME-Version: 1.0\r\nContent-Type: " + type
                        + "; boundary=x\r\n\r\n--x\r\n\r\nBonjour\r\n--x\r\nContent-Type: application/pdf; name=cr.pdf\r\n"
                        + "Content-Disposition: attachment; filename=cr.pdf\r\n\r\n%PDF" + "A".repeat(50_000 + n)
                        + "\r\n--x--\r\n";
        var octets = text.getBytes(StandardCharsets.US_ASCII);
        try (var open = store.open(account(mailbox))) {
            open.append("INBOX", Set.of(flags), ago(90), octets.length, new ByteArrayInputStream(octets));
        }
    }

    private List<Spot> spots(Hosted mailbox) {
        var spots = new ArrayList<Spot>();
        stocktaking.take(account(mailbox)).each((_, item) -> spots.add(new Spot(item.folder(), item.uid())));
        return spots;
    }

    private Ordered order(Hosted mailbox, List<Spot> spots, String reason) {
        return lightenings.order(holder, mailbox, stocktaking.take(account(mailbox)), spots, reason);
    }

    private Lightening made(Hosted mailbox, long id) throws InterruptedException {
        for (int looks = 0; looks < 400; looks++) {
            var now = lightenings.find(mailbox, id).orElseThrow();
            if (now.doneAt() != null) return now;
            Thread.sleep(50);
        }
        throw new AssertionError("it did not end");
    }

    private Job.State ended(JobId id) throws InterruptedException {
        for (int looks = 0; looks < 400; looks++) {
            var job = lightenings.job(id).filter(one -> one.state().hasEnded());
            if (job.isPresent()) return job.get().state();
            Thread.sleep(50);
        }
        throw new AssertionError("it did not end");
    }

    private TreeMap<String, String> bodies(Hosted mailbox) throws IOException {
        var bodies = new TreeMap<String, String>();
        try (var open = store.open(account(mailbox))) {
            for (var uid : open.uids("INBOX", 0))
                open.read("INBOX", List.of(uid), (_, octets) -> {
                    var text = new String(octets.readAllBytes(), StandardCharsets.US_ASCII);
                    bodies.put(text.substring(text.indexOf("Message-ID"), text.indexOf("MIME-V")), text);
                });
        }
        return bodies;
    }

    @Test
    void whatIsFreedIsToldToTheOctetAlsoInAFullMailboxAndEverythingComesBack() throws Exception {
        var mailbox = opened();
        put(mailbox, 1, "multipart/mixed", "\\Seen", "\\Flagged", Item.FILED);
        put(mailbox, 2, "multipart/signed", "\\Seen", Item.FILED);
        put(mailbox, 3, "multipart/mixed", "\\Seen", Item.FILED);
        var before = everything(mailbox);
        var bodies = bodies(mailbox);
        long full = counted(mailbox);
        quota(mailbox, full);

        var id = ((Ordered.Begun) order(mailbox, spots(mailbox), "")).lightening();
        var made = made(mailbox, id);
        assertThat(made.messages())
                .extracting(Lightening.One::state)
                .containsExactly(State.LIGHT, State.SEALED, State.LIGHT);
        assertThat(full - counted(mailbox)).isEqualTo(made.freed()).isGreaterThan(98_000);
        assertThat(everything(mailbox))
                .hasSize(3)
                .anyMatch(one -> one.contains("<1@t>")
                        && one.contains("$BaliseFiled, $BaliseLight")
                        && one.contains("\\Flagged"));
        assertThat(bodies(mailbox).get("Message-ID: <1@t>\r\n"))
                .contains("\r\n\r\nBonjour\r\n")
                .doesNotContain("%PDF");

        assertThat(lightenings.undo(holder, made)).isTrue();
        assertThat(ended(lightenings.find(mailbox, id).orElseThrow().undo())).isEqualTo(Job.State.DONE);
        assertThat(everything(mailbox)).isEqualTo(before);
        assertThat(bodies(mailbox)).isEqualTo(bodies);
        assertThat(lightenings.undo(holder, lightenings.find(mailbox, id).orElseThrow()))
                .isFalse();
    }

    private void quota(Hosted mailbox, long octets) {
        transaction.executeWithoutResult(_ -> accounts.quota(account(mailbox), DataSize.ofBytes(octets)));
    }

    @Test
    void whereverItIsKilledItGoesOn() throws Exception {
        var mailbox = opened();
        for (int n = 1; n <= 3; n++) put(mailbox, n, "multipart/mixed", "\\Seen", Item.FILED);
        var before = everything(mailbox);
        var spots = spots(mailbox);
        long id = rows.add(account(mailbox), holder.account(), holder.name(), "", ago(0));
        for (int n = 0; n < 3; n++)
            rows.add(
                    id,
                    account(mailbox),
                    new Lightening.One(
                            n + 1, "INBOX", validity(mailbox), spots.get(n).uid(), State.WAITING, 50_000, 0, 0, 0));
        // The first has a copy beside it and went aside twice; the second went aside, and its copy waits.
        var order = rows.find(id).orElseThrow();
        var first = order.messages().get(0);
        var second = order.messages().get(1);
        var small = "Message-ID: <2@t>\r\n\r\nlight\r\n".getBytes(StandardCharsets.US_ASCII);
        try (var open = store.open(account(mailbox))) {
            open.create(LightenWork.copy(order, first));
            open.copy("INBOX", List.of(first.uid()), LightenWork.copy(order, first));
            open.create(LightenWork.aside(order, first));
            open.copy("INBOX", List.of(first.uid()), LightenWork.aside(order, first));
            open.append(
                    LightenWork.copy(order, second),
                    Set.of("\\Seen", LightenWork.LIGHT),
                    ago(90),
                    small.length,
                    new ByteArrayInputStream(small));
            rows.ready(id, 2, small.length, 1);
            open.move("INBOX", List.of(second.uid()), LightenWork.aside(order, second));
            // … in both folders, since the server died while it moved it.
            open.copy(LightenWork.copy(order, second), open.uids(LightenWork.copy(order, second), 0), "INBOX");
        }
        work.run(new Alone(id));
        work.run(new Alone(id)); // and once more, as after a kill behind the last step
        var done = rows.find(id).orElseThrow();
        assertThat(done.messages()).extracting(Lightening.One::state).containsOnly(State.LIGHT);
        assertThat(everything(mailbox)).hasSize(3).allMatch(one -> one.contains(LightenWork.LIGHT));
        // The undoing, killed within the move of the third: its copy is still there.
        var third = done.messages().get(2);
        try (var open = store.open(account(mailbox))) {
            var copy = open.uids("INBOX", 0).getLast();
            rows.backing(id, 3, copy);
            var aside = LightenWork.aside(done, third);
            open.copy(aside, open.uids(aside, 0), "INBOX"); // the server died before it removed what it had copied
        }
        rows.done(id, ago(0), ago(-1));
        lightenings.undo(holder, rows.find(id).orElseThrow());
        assertThat(ended(rows.find(id).orElseThrow().undo())).isEqualTo(Job.State.DONE);
        // The copy of the second was made by hand, without the date of its message: nobody can tell whose it is.
        assertThat(everything(mailbox))
                .filteredOn(one -> !one.contains(LightenWork.LIGHT))
                .isEqualTo(before);
        assertThat(everything(mailbox)).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void whatSomebodyTookAwayMeanwhileDoesNotComeBackAsACopy() throws Exception {
        var mailbox = opened();
        put(mailbox, 1, "multipart/mixed", "\\Seen", Item.FILED);
        long id = rows.add(account(mailbox), holder.account(), holder.name(), "", ago(0));
        var spot = spots(mailbox).getFirst();
        rows.add(
                id,
                account(mailbox),
                new Lightening.One(1, "INBOX", validity(mailbox), spot.uid(), State.WAITING, 50_000, 0, 0, 0));
        rows.ready(id, 1, 900, 1);
        try (var open = store.open(account(mailbox))) {
            open.create(LightenWork.copy(
                    rows.find(id).orElseThrow(),
                    rows.find(id).orElseThrow().messages().getFirst()));
            open.copy(
                    "INBOX",
                    List.of(spot.uid()),
                    LightenWork.copy(
                            rows.find(id).orElseThrow(),
                            rows.find(id).orElseThrow().messages().getFirst()));
            open.move("INBOX", List.of(spot.uid()), "Patients");
        }
        work.run(new Alone(id));
        assertThat(rows.find(id).orElseThrow().messages().getFirst().state()).isEqualTo(State.GONE);
        assertThat(everything(mailbox)).hasSize(1).allMatch(one -> one.startsWith("Patients"));
    }

    @Test
    void aHoldThatBeginsMeanwhileStopsItAndWhatWasDoneCanBeTakenBack() throws Exception {
        var mailbox = opened();
        for (int n = 1; n <= 2; n++) put(mailbox, n, "multipart/mixed", "\\Seen", Item.FILED);
        var before = everything(mailbox);
        var spots = spots(mailbox);
        long id = rows.add(account(mailbox), holder.account(), holder.name(), "", ago(0));
        for (int n = 0; n < 2; n++)
            rows.add(
                    id,
                    account(mailbox),
                    new Lightening.One(
                            n + 1, "INBOX", validity(mailbox), spots.get(n).uid(), State.WAITING, 50_000, 0, 0, 0));
        var outcome = work.run(new Alone(Long.toString(id), "", () -> {
            lifecycle.apply(mailbox.id(), new Command.PlaceHold(Hold.LEGAL, "Réquisition"), By.SYSTEM);
        }));
        assertThat(outcome).isEqualTo(new Work.Outcome.GivenUp("hygiene.lighten.failed.held"));
        var stopped = rows.find(id).orElseThrow();
        assertThat(stopped.messages()).extracting(Lightening.One::state).containsExactly(State.LIGHT, State.WAITING);
        assertThat(lightenings.undo(holder, stopped)).isTrue();
        assertThat(ended(rows.find(id).orElseThrow().undo())).isEqualTo(Job.State.DONE);
        assertThat(everything(mailbox)).isEqualTo(before);
    }

    private long validity(Hosted mailbox) {
        try (var open = store.open(account(mailbox))) {
            return open.uidValidity("INBOX");
        }
    }

    @Test
    void documentsWithoutProofLeaveOnlyWithAReasonAndWhatIsKeptStays() throws Exception {
        var mailbox = opened();
        put(mailbox, 1, "multipart/mixed", "\\Seen");
        put(mailbox, 2, "multipart/mixed", "\\Seen", Item.KEPT);
        assertThat(order(mailbox, spots(mailbox), " ")).isEqualTo(new Ordered.ReasonNeeded());
        assertThat(order(mailbox, List.of(), "")).isEqualTo(new Ordered.Nothing());
        var id = ((Ordered.Begun) order(mailbox, spots(mailbox), "classés sur papier")).lightening();
        assertThat(made(mailbox, id).messages()).hasSize(1);
        assertThat(jdbc.sql("select reason from hygiene.lightening where id = :id")
                        .param("id", id)
                        .query(String.class)
                        .single())
                .isEqualTo("classés sur papier");
    }
}
