package fr.balise.record;

import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailStore;
import fr.balise.record.HandOverRows.Waiting;
import fr.balise.record.way.Dropping;
import fr.balise.record.way.Dropping.Fate;
import fr.balise.record.way.NotNow;
import fr.balise.record.way.Software;
import fr.balise.record.way.Ways;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Looks at what was laid down: whether the software fetched it, and what it said. */
@Component
class Watching {
    private static final Logger LOG = LoggerFactory.getLogger(Watching.class);

    /** Whatever nobody fetched by then stays as it is, and is told so. */
    private static final Duration LONGEST = Duration.ofDays(30);

    private final HandOverRows rows;
    private final SoftwareRows softwares;
    private final Ways ways;
    private final Marks marks;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    Watching(
            HandOverRows rows,
            SoftwareRows softwares,
            Ways ways,
            Marks marks,
            TransactionTemplate transaction,
            InstantSource clock) {
        this.rows = rows;
        this.softwares = softwares;
        this.ways = ways;
        this.marks = marks;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Scheduled(
            initialDelayString = "${balise.record.look-at-folders:1m}",
            fixedDelayString = "${balise.record.look-at-folders:1m}")
    void look() {
        var groups = new LinkedHashMap<Long, List<Waiting>>();
        for (var waiting : rows.laid(clock.instant().minus(LONGEST))) {
            var id = waiting.receipt().software();
            if (id != null) groups.computeIfAbsent(id, _ -> new ArrayList<>()).add(waiting);
        }
        groups.forEach((id, waiting) -> softwares.opened(id).ifPresent(software -> look(software, waiting)));
    }

    private void look(Software software, List<Waiting> all) {
        // Where no answers are left, being fetched is all that is ever known.
        var waiting = all.stream()
                .filter(one -> software.answers() || one.receipt().result() != Result.COLLECTED)
                .toList();
        if (waiting.isEmpty()) return;
        try {
            if (!(ways.of(software) instanceof Dropping dropping)) return;
            var endings = new LinkedHashMap<UUID, String>();
            waiting.forEach(one -> endings.put(one.receipt().token(), endingOf(one.receipt())));
            var fates = dropping.fates(software, endings);
            for (var one : waiting) note(one, fates.getOrDefault(one.receipt().token(), new Fate.Waiting()));
        } catch (NotNow | MailStore.Unavailable down) {
            LOG.info("software {} is looked at later", software.id());
        }
    }

    private void note(Waiting waiting, Fate fate) {
        switch (fate) {
            case Fate.Waiting _ -> {}
            case Fate.Collected _ -> {
                if (waiting.receipt().result() == Result.LAID) note(waiting, Result.COLLECTED, "");
            }
            case Fate.Accepted(var said) -> note(waiting, Result.ACCEPTED, Receipt.theirs(said));
            case Fate.Refused(var said) ->
                note(waiting, Result.REFUSED, said.isEmpty() ? "record.answer.software" : Receipt.theirs(said));
        }
    }

    /** Was noted when it was laid down. */
    private static String endingOf(Receipt receipt) {
        return receipt.answer().isEmpty() ? "bin" : receipt.answer();
    }

    /** The mark first: killed after it, the same answer is read once more; killed after the rest, all is done. */
    private void note(Waiting waiting, Result result, String answer) {
        AccountId account = waiting.account();
        var receipt = waiting.receipt();
        var place = rows.place(receipt);
        if (place.isEmpty()) return;
        var expected = Result.of(rows.receipts(receipt.handOver(), receipt.number()).stream()
                .map(one -> one.id() == receipt.id() ? result : one.result())
                .toList());
        marks.put(account, place.get(), expected);
        var state = Objects.requireNonNull(transaction.execute(_ -> {
            rows.lock(receipt.handOver(), receipt.number());
            rows.result(receipt.id(), account, result, answer, clock.instant());
            return rows.settle(receipt.handOver(), receipt.number());
        }));
        if (state != expected) marks.put(account, place.get(), state);
    }
}
