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
import java.util.HashMap;
import java.util.HashSet;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

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
    private final InstantSource clock;

    Watching(HandOverRows rows, SoftwareRows softwares, Ways ways, Marks marks, InstantSource clock) {
        this.rows = rows;
        this.softwares = softwares;
        this.ways = ways;
        this.marks = marks;
        this.clock = clock;
    }

    @Scheduled(initialDelayString = "30s", fixedDelayString = "${balise.record.look-at-folders:1m}")
    void look() {
        var known = new HashMap<Long, Optional<Software>>();
        var silent = new HashSet<Long>();
        for (var waiting : rows.laid(clock.instant().minus(LONGEST))) {
            var id = waiting.receipt().software();
            if (id == null || silent.contains(id)) continue;
            var software = known.computeIfAbsent(id, softwares::opened);
            if (software.isEmpty()) continue;
            // Where no answers are left, being fetched is all that is ever known.
            if (waiting.receipt().result() == Result.COLLECTED
                    && !software.get().answers()) continue;
            try {
                look(waiting, software.get());
            } catch (NotNow | MailStore.Unavailable down) {
                LOG.info("software {} is looked at later", id);
                silent.add(id);
            }
        }
    }

    private void look(Waiting waiting, Software software) throws NotNow {
        if (!(ways.of(software) instanceof Dropping dropping)) return;
        var receipt = waiting.receipt();
        var ending = endingOf(receipt);
        switch (dropping.fate(software, receipt.token(), ending)) {
            case Fate.Waiting _ -> {}
            case Fate.Collected _ -> {
                if (receipt.result() == Result.LAID) note(waiting, Result.COLLECTED, "");
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

    private void note(Waiting waiting, Result result, String answer) {
        AccountId account = waiting.account();
        var receipt = waiting.receipt();
        rows.result(receipt.id(), account, result, answer, clock.instant());
        var one = rows.find(receipt.handOver());
        if (one.isEmpty()) return;
        var state = Result.of(rows.receipts(receipt.handOver(), receipt.number()).stream()
                .map(Receipt::result)
                .toList());
        one.get().carried().stream()
                .filter(carried -> carried.number() == receipt.number())
                .forEach(carried -> {
                    marks.put(account, carried.place(), state);
                    rows.state(one.get().id(), carried.number(), state, "");
                });
    }
}
