package fr.balise.record;

import fr.balise.jobs.Job;
import fr.balise.jobs.Run;
import fr.balise.jobs.Work;
import fr.balise.kernel.SensitiveAct;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.MailboxId;
import fr.balise.record.Taking.Found;
import fr.balise.record.document.CdaHead.Patient;
import fr.balise.record.document.Contents;
import fr.balise.record.document.Document;
import fr.balise.record.way.Answer;
import fr.balise.record.way.NotNow;
import fr.balise.record.way.Parcel;
import fr.balise.record.way.Software;
import fr.balise.record.way.Ways;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Hands documents over, one after the other. A receipt is written before a document leaves and again when it is answered for: whatever is
 * killed in between is sent again under the same token. Software that is not there is tried again with growing pauses.
 */
@Component
class HandOverWork implements Work {
    static final String KIND = "record.hand-over";

    private final HandOverRows rows;
    private final SoftwareRows softwares;
    private final Ways ways;
    private final Taking taking;
    private final Marks marks;
    private final Lifecycle lifecycle;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    HandOverWork(
            HandOverRows rows,
            SoftwareRows softwares,
            Ways ways,
            Taking taking,
            Marks marks,
            Lifecycle lifecycle,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.rows = rows;
        this.softwares = softwares;
        this.ways = ways;
        this.taking = taking;
        this.marks = marks;
        this.lifecycle = lifecycle;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome run(Run run) throws Exception {
        var found = rows.find(Long.parseLong(run.job().input()));
        if (found.isEmpty()) return new Outcome.GivenUp("record.hand-over.failed.gone");
        var one = found.get();
        int done = 0;
        for (var carried : one.carried()) {
            done++;
            if (carried.state() != Carried.State.WAITING) continue;
            var software = software(one);
            if (software.isEmpty()) return new Outcome.GivenUp("record.hand-over.failed.software");
            message(one, carried, software.get());
            run.reach(Integer.toString(carried.number()), done, one.messages());
        }
        ended(one);
        return new Outcome.Done("");
    }

    /** As it is now: whoever takes software away from a mailbox ends what goes there. */
    private Optional<Software> software(HandOver one) {
        if (one.software() == null) return Optional.empty();
        var address = lifecycle.find(new MailboxId(one.account().value())).map(hosted -> hosted.address());
        return softwares
                .opened(one.software())
                .filter(software -> address.filter(software::serves).isPresent());
    }

    private void message(HandOver one, Carried carried, Software software) throws IOException {
        switch (taking.take(one.account(), carried.place())) {
            case Found.Gone _ -> rows.state(one.id(), carried.number(), Carried.State.GONE, "");
            case Found.Not(var why) -> rows.state(one.id(), carried.number(), Carried.State.REFUSED, why);
            case Found.Here(var contents, var received) -> {
                var expected = documents(one, carried, software, contents, received);
                marks.put(one.account(), carried.place(), expected);
                // Software may have answered meanwhile: what stands in the receipts counts, not what stood there.
                var state = Objects.requireNonNull(transaction.execute(_ -> {
                    rows.lock(one.id(), carried.number());
                    return rows.settle(one.id(), carried.number());
                }));
                if (state != expected) marks.put(one.account(), carried.place(), state);
            }
        }
    }

    private Carried.State documents(
            HandOver one, Carried carried, Software software, Contents contents, Instant received) throws NotNow {
        var results = new ArrayList<Result>();
        int part = 0;
        for (var document : contents.documents()) {
            var receipt = rows.begin(one, carried.number(), ++part, document, contents.messageId(), clock.instant());
            results.add(
                    receipt.result() == Result.SENDING
                            ? document(one, receipt, software, parcel(one, receipt, document, contents, received))
                            : receipt.result());
        }
        return Result.of(results);
    }

    private Parcel parcel(HandOver one, Receipt receipt, Document document, Contents contents, Instant received) {
        return new Parcel(
                receipt.token(),
                document,
                patient(document, contents),
                lifecycle
                        .find(new MailboxId(one.account().value()))
                        .map(hosted -> hosted.address().toString())
                        .orElse(""),
                contents.from(),
                contents.messageId(),
                received);
    }

    /** Of the document itself; of the structured ones beside it where they all speak of one patient. Pure. */
    static Patient patient(Document document, Contents contents) {
        if (document.head() != null) return document.head().patient();
        var patients = contents.documents().stream()
                .flatMap(other -> Optional.ofNullable(other.head()).stream())
                .map(head -> head.patient())
                .distinct()
                .toList();
        return patients.size() == 1 ? patients.getFirst() : Patient.NONE;
    }

    private Result document(HandOver one, Receipt receipt, Software software, Parcel parcel) throws NotNow {
        if (parcel.document().copy()) return noted(one, receipt, Result.PRINTED, "");
        if (rows.keeps(one.account(), software.id(), receipt.sha256())) return noted(one, receipt, Result.ALREADY, "");
        rows.tried(receipt.id());
        try {
            return switch (ways.of(software).hand(software, parcel)) {
                case Answer.Accepted(var said) -> noted(one, receipt, Result.ACCEPTED, Receipt.theirs(said));
                case Answer.Laid(var ending) -> noted(one, receipt, Result.LAID, ending);
                case Answer.Refused(var why, var said) ->
                    noted(
                            one,
                            receipt,
                            Result.REFUSED,
                            said.isEmpty() ? key("record.answer.", why) : Receipt.theirs(said));
            };
        } catch (NotNow later) {
            noted(one, receipt, Result.SENDING, key("record.later.", later.why()));
            throw later;
        }
    }

    private static String key(String prefix, Enum<?> why) {
        return prefix + why.name().toLowerCase(Locale.ROOT);
    }

    private Result noted(HandOver one, Receipt receipt, Result result, String answer) {
        rows.result(receipt.id(), one.account(), result, cut(answer), clock.instant());
        return result;
    }

    private static String cut(String answer) {
        return answer.length() > 2_000 ? answer.substring(0, 2_000) : answer;
    }

    private void ended(HandOver begun) {
        transaction.executeWithoutResult(_ -> {
            var now = clock.instant();
            rows.done(begun.id(), now);
            var one = rows.find(begun.id()).orElse(begun);
            events.publishEvent(new SensitiveAct(
                    "account:" + one.owner(),
                    "record.handed-over",
                    HandOvers.subject(one.account()),
                    Map.of(),
                    Map.of(
                            "handOver", Long.toString(one.id()),
                            "filed", Long.toString(one.count(Carried.State.FILED)),
                            "laid", Long.toString(one.count(Carried.State.LAID)),
                            "refused", Long.toString(one.refused())),
                    now));
        });
    }

    /** What went until then went. */
    @Override
    public void undo(Job job) {
        rows.done(Long.parseLong(job.input()), clock.instant());
    }
}
