package fr.balise.mailbox.lifecycle;

import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.MailboxSettings;
import fr.balise.mailbox.Wording;
import fr.balise.mailbox.Words;
import fr.balise.mailbox.lifecycle.State.RetrievalOnly;
import fr.balise.outbox.Outbox;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Reminds the holder, while the waiting time runs, that a mailbox is going to be erased and how to stop it. Names nobody but the mailbox. */
@Component
class Reminders {
    private static final Logger log = LoggerFactory.getLogger(Reminders.class);

    /** Days before the erasure: time to think, a working week, the eve. */
    static final List<Integer> BEFORE = List.of(14, 7, 1);

    private static final int PAGE = 100;

    private final HostedRows rows;
    private final Reach reach;
    private final Outbox outbox;
    private final Wording wording;
    private final MailboxSettings settings;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    Reminders(
            HostedRows rows,
            Reach reach,
            Outbox outbox,
            Wording wording,
            MailboxSettings settings,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            InstantSource clock) {
        this.rows = rows;
        this.reach = reach;
        this.outbox = outbox;
        this.wording = wording;
        this.settings = settings;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Scheduled(initialDelayString = "3m", fixedDelayString = "1h")
    void round() {
        if (!outbox.reachesPeople()) return;
        // A day more than the earliest reminder: somewhere it is tomorrow already.
        var reach = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(BEFORE.getFirst() + 1L);
        for (var page = rows.due(reach, 0, PAGE); !page.isEmpty(); ) {
            for (var id : page) rows.find(id).ifPresent(this::remind);
            page = rows.due(reach, page.getLast().value(), PAGE);
        }
    }

    private void remind(Hosted mailbox) {
        if (!(mailbox.state() instanceof RetrievalOnly m) || mailbox.restrained()) return;
        var due = due(mailbox.day(clock.instant()), m.eraseOn());
        if (due.isEmpty()) return;
        var to = reachable(mailbox, m);
        if (to.isEmpty())
            log.info("the holder of mailbox {} cannot be reminded: no other mailbox is known", mailbox.id());
        else transaction.executeWithoutResult(_ -> remind(mailbox, m, due.getAsInt(), to.get()));
    }

    /** Which reminder is due: whoever was away for the first gets the next one, not all of them. */
    static OptionalInt due(LocalDate today, LocalDate eraseOn) {
        var left = ChronoUnit.DAYS.between(today, eraseOn);
        return left < 1
                ? OptionalInt.empty()
                : BEFORE.stream()
                        .filter(days -> left <= days)
                        .mapToInt(Integer::intValue)
                        .min();
    }

    /**
     * The mailbox itself receives nothing any more: where the holder wished to be told, or another active one of the owner, or the one that
     * senders were pointed to, unless that is known to be closed.
     */
    private Optional<MailAddress> reachable(Hosted mailbox, RetrievalOnly m) {
        var reply = m.before().reply();
        return reach.beside(mailbox)
                .or(() -> Optional.ofNullable(reply)
                        .map(AutoReply::newAddress)
                        .filter(address -> !rows.isEnding(address)));
    }

    private void remind(Hosted mailbox, RetrievalOnly m, int days, MailAddress to) {
        var first = jdbc.sql("insert into mailbox.closing_reminder (hosted, erase_on, days_before, at)"
                                + " values (:id, :on, :days, :at) on conflict do nothing")
                        .param("id", mailbox.id().value())
                        .param("on", m.eraseOn())
                        .param("days", days)
                        .param("at", HostedRow.at(clock.instant()))
                        .update()
                == 1;
        if (!first) return;
        outbox.queue(
                to,
                "closing",
                wording.subject(Words.of("mailbox.reminder.subject", m.eraseOn())),
                Wording.letter(language -> body(mailbox, m, language)));
    }

    private String body(Hosted mailbox, RetrievalOnly m, Locale language) {
        var page = settings.link("/mes-boites");
        return wording.of(Words.of("mailbox.reminder.body", mailbox.address().toString(), m.eraseOn(), page), language);
    }
}
