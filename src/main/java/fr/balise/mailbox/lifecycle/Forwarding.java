package fr.balise.mailbox.lifecycle;

import fr.balise.kernel.MailAddress;
import fr.balise.kernel.Named;
import fr.balise.kernel.SensitiveAct;
import fr.balise.mailbox.MailboxSettings;
import fr.balise.mailbox.Wording;
import fr.balise.mailbox.Words;
import fr.balise.mailbox.lifecycle.Transfer.Use;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailAccounts;
import fr.balise.outbox.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Whether a filter may redirect a message that arrived [RFC5228 4.2]: the holder's own, and the system's copy alike. Mail that moves to
 * another legal controller asks the same policy whatever moves it. What is refused stays in the mailbox, and its holder is told.
 */
@Service
public class Forwarding {
    /** Each message that arrives is refused again; its holder need not hear it each time. */
    static final Duration TOLD_AGAIN = Duration.ofDays(7);

    private final HostedRows rows;
    private final Transfers transfers;
    private final MailAccounts accounts;
    private final Reach reach;
    private final Outbox outbox;
    private final Wording wording;
    private final MailboxSettings settings;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Forwarding(
            HostedRows rows,
            Transfers transfers,
            MailAccounts accounts,
            Reach reach,
            Outbox outbox,
            Wording wording,
            MailboxSettings settings,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.rows = rows;
        this.transfers = transfers;
        this.accounts = accounts;
        this.reach = reach;
        this.outbox = outbox;
        this.wording = wording;
        this.settings = settings;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    /**
     * @param sender of the envelope: the mailbox that redirects, perhaps with a detail ({@code anne+tri@…}). Anything else is not a redirect
     * @param recipient where to
     * @return whether it may go
     */
    public boolean ask(String sender, String recipient) {
        var from = MailAddress.read(withoutDetail(sender)).filter(one -> !one.equals(outbox.ownSender()));
        var mailbox = from.flatMap(rows::find);
        if (mailbox.isEmpty()) return true;
        var transfer = MailAddress.read(recipient)
                .map(to -> transfers.ask(Use.FORWARDING, mailbox.get(), to))
                .orElseGet(() -> new Transfer(false, Transfer.Because.NOT_ACTIVE_HERE));
        transaction.executeWithoutResult(_ -> noted(mailbox.get(), transfer));
        return transfer.allowed();
    }

    private void noted(Hosted mailbox, Transfer transfer) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var changed = accounts.forwards(new AccountId(mailbox.id().value()), transfer.allowed());
        if (transfer.allowed() && changed) trace(mailbox, "mailbox.redirect-allowed", transfer, now);
        if (transfer.allowed() || !isNews(mailbox.id(), now)) return;
        trace(mailbox, "mailbox.redirect-refused", transfer, now);
        if (outbox.reachesPeople()) tell(mailbox, transfer);
    }

    private void trace(Hosted mailbox, String act, Transfer transfer, Instant now) {
        events.publishEvent(new SensitiveAct(
                By.SYSTEM.actor(),
                act,
                "mailbox:" + mailbox.id(),
                Map.of(),
                Map.of("because", Named.word(transfer.because())),
                now));
    }

    private boolean isNews(MailboxId id, Instant now) {
        return jdbc.sql("insert into mailbox.forward_refused as f (hosted, told_at) values (:id, :now)"
                                + " on conflict (hosted) do update set told_at = :now where f.told_at <= :before")
                        .param("id", id.value())
                        .param("now", HostedRow.at(now))
                        .param("before", HostedRow.at(now.minus(TOLD_AGAIN)))
                        .update()
                == 1;
    }

    private void tell(Hosted mailbox, Transfer transfer) {
        // Whoever depublished it does not read it any more.
        outbox.queue(
                reach.beside(mailbox).orElse(mailbox.address()),
                "redirect",
                wording.subject(Words.of("mailbox.redirect.subject")),
                Wording.letter(language -> body(mailbox, transfer, language)));
    }

    private String body(Hosted mailbox, Transfer transfer, Locale language) {
        var page = settings.link("/mes-boites");
        var why = wording.of(transfer.because().words(), language);
        var text = mailbox.state() instanceof State.Active ? "mailbox.redirect.body" : "mailbox.redirect.body.closing";
        return wording.of(Words.of(text, mailbox.address().toString(), why, page), language);
    }

    static String withoutDetail(String address) {
        return address.replaceFirst("\\+[^@]*@", "@");
    }
}
