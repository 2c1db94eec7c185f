package fr.balise.hygiene;

import fr.balise.hygiene.Rules.Ran;
import fr.balise.mailbox.MailboxSettings;
import fr.balise.mailbox.Wording;
import fr.balise.mailbox.Words;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.MailboxId;
import fr.balise.mailbox.lifecycle.Reach;
import fr.balise.mailbox.lifecycle.State;
import fr.balise.mailbox.sharing.Keyring;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailStore.Unavailable;
import fr.balise.mailstore.MailstoreSettings;
import fr.balise.outbox.Outbox;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs rules once a day, by the day of each mailbox, and tells of them: once a month what they took, at once when one waits because it
 * would have taken far more than usual. What was killed in between is run again the next hour.
 */
@Component
class RuleRounds {
    private static final Logger LOG = LoggerFactory.getLogger(RuleRounds.class);

    private final RuleRows rows;
    private final Rules rules;
    private final Lifecycle lifecycle;
    private final Keyring keyring;
    private final Reach reach;
    private final Outbox outbox;
    private final Wording wording;
    private final MailboxSettings mailboxes;
    private final MailstoreSettings mailstore;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    RuleRounds(
            RuleRows rows,
            Rules rules,
            Lifecycle lifecycle,
            Keyring keyring,
            Reach reach,
            Outbox outbox,
            Wording wording,
            MailboxSettings mailboxes,
            MailstoreSettings mailstore,
            TransactionTemplate transaction,
            InstantSource clock) {
        this.rows = rows;
        this.rules = rules;
        this.lifecycle = lifecycle;
        this.keyring = keyring;
        this.reach = reach;
        this.outbox = outbox;
        this.wording = wording;
        this.mailboxes = mailboxes;
        this.mailstore = mailstore;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Scheduled(initialDelayString = "7m", fixedDelayString = "1h")
    void round() {
        if (!mailstore.enabled()) return;
        // East of everybody: whose day has not come yet is left out below.
        for (var account : rows.due(LocalDate.ofInstant(clock.instant(), ZoneOffset.ofHours(14))))
            lifecycle.find(new MailboxId(account.value())).ifPresent(this::run);
        if (outbox.reachesPeople()) report();
    }

    private void run(Hosted mailbox) {
        if (!(mailbox.state() instanceof State.Active) && !(mailbox.state() instanceof State.Depublished)) return;
        var today = mailbox.day(clock.instant());
        for (var rule : rows.of(Rooms.account(mailbox))) {
            if (rule.braked() != null
                    || rule.paused() != null
                    || rows.lookedOn(rule).filter(day -> !day.isBefore(today)).isPresent()) continue;
            if (!keyring.manages(rule.owner(), mailbox)) {
                pause(mailbox, rule);
                continue;
            }
            try {
                if (ran(mailbox, rule, today)) return; // one clean-up of a mailbox at a time: the others in an hour
            } catch (Unavailable | NoSuchElementException notNow) {
                LOG.info("rule {} runs later: {}", rule.id(), notNow.getMessage());
                return;
            }
        }
    }

    /** @return whether a clean-up begins, or goes on */
    private boolean ran(Hosted mailbox, Rule rule, LocalDate today) {
        return switch (rules.run(mailbox, rule)) {
            case Ran.Took _ -> {
                rows.looked(rule, today);
                yield true;
            }
            case Ran.Nothing _ -> {
                rows.looked(rule, today);
                yield false;
            }
            case Ran.Braked(var messages) -> {
                tell(
                        mailbox,
                        Words.of("hygiene.rule.braked.subject"),
                        language -> Words.of(
                                "hygiene.rule.braked.body",
                                mailbox.address().toString(),
                                name(rule.kind(), rule.days(), language),
                                messages,
                                page()));
                yield false;
            }
            case Ran.Later _ -> true;
        };
    }

    /** Nothing goes in the name of somebody who may not take it: it waits, and whoever decides about the mailbox is told once. */
    private void pause(Hosted mailbox, Rule rule) {
        transaction.executeWithoutResult(_ -> {
            if (!rules.pause(rule)) return;
            tell(
                    mailbox,
                    Words.of("hygiene.rule.paused.subject"),
                    language -> Words.of(
                            "hygiene.rule.paused.body",
                            mailbox.address().toString(),
                            name(rule.kind(), rule.days(), language),
                            rule.ownerName(),
                            page()));
        });
    }

    private interface Body {
        Words in(Locale language);
    }

    private void tell(Hosted mailbox, Words subject, Body body) {
        if (!outbox.reachesPeople()) return;
        reach.beside(mailbox)
                .ifPresent(to -> outbox.queue(
                        to,
                        "room",
                        wording.subject(subject),
                        Wording.letter(language -> wording.of(body.in(language), language))));
    }

    private String page() {
        return mailboxes.link("/espace");
    }

    private String name(Rule.Kind kind, int days, Locale language) {
        return wording.of(Words.of("hygiene.rule.is." + kind, days), language);
    }

    private void report() {
        var month = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)
                .withDayOfMonth(1)
                .minusMonths(1);
        for (var account : rows.untold(month)) report(account, month);
    }

    private void report(AccountId account, LocalDate month) {
        var taken = rows.taken(account, month, month.plusMonths(1));
        var mailbox = lifecycle.find(new MailboxId(account.value()));
        transaction.executeWithoutResult(_ -> {
            if (!rows.told(account, month) || mailbox.isEmpty()) return;
            tell(
                    mailbox.get(),
                    Words.of("hygiene.rule.report.subject"),
                    language -> Words.of(
                            "hygiene.rule.report.body",
                            mailbox.get().address().toString(),
                            month,
                            taken.stream()
                                    .map(one -> "– " + line(one, language))
                                    .collect(Collectors.joining("\n")),
                            page()));
        });
    }

    private String line(RuleRows.Taken one, Locale language) {
        return wording.of(
                Words.of(
                        "hygiene.rule.report.line",
                        name(one.kind(), one.days(), language),
                        one.messages(),
                        Sized.of(one.octets(), language)),
                language);
    }
}
