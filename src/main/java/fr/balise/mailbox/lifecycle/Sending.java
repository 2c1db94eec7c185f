package fr.balise.mailbox.lifecycle;

import fr.balise.kernel.MailAddress;
import fr.balise.kernel.SensitiveAct;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailAccount;
import fr.balise.mailstore.MailAccount.Access;
import fr.balise.mailstore.MailAccounts;
import fr.balise.mailstore.MailActivity;
import fr.balise.mailstore.SentHours;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Whether a message of our own people may leave: counted by mailbox, hour and day, not read. */
@Service
public class Sending {
    private final MailAccounts accounts;
    private final MailActivity activity;
    private final SentHours hours;
    private final SendingLimits limits;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Sending(
            MailAccounts accounts,
            MailActivity activity,
            SentHours hours,
            SendingLimits limits,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.accounts = accounts;
        this.activity = activity;
        this.hours = hours;
        this.limits = limits;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    public sealed interface Answer {
        record Yes() implements Answer {}

        /** For this hour. @param limit recipients an hour */
        record HourReached(int limit) implements Answer {}

        /** For today. @param limit recipients a day */
        record LimitReached(int limit) implements Answer {}

        /** Alone more than a whole hour may have. @param limit recipients an hour */
        record NeverFits(int limit) implements Answer {}

        /** No mailbox of ours, or one that may not send (any more). */
        record NotOurs() implements Answer {}
    }

    /**
     * Counts the message when the answer is yes.
     *
     * @param login the mailbox that was logged in with, and the person where it is not the holder's
     * @param recipients at least one
     */
    public Answer ask(String login, int recipients) {
        var sender = Sender.of(login);
        return MailAddress.read(sender.address())
                .flatMap(accounts::find)
                .filter(account -> account.access() == Access.OPEN)
                .map(account -> decide(account, sender.person(), Math.max(1, recipients)))
                .orElseGet(Answer.NotOurs::new);
    }

    /** Who sends by a right logs in as {@code address@person}. @param person 0 for the holder */
    private record Sender(String address, long person) {
        static Sender of(String login) {
            var parts = login.split("@", -1);
            if (parts.length != 3) return new Sender(login, 0);
            return new Sender(
                    parts[0] + "@" + parts[1], parts[2].matches("[0-9]{1,18}") ? Long.parseLong(parts[2]) : 0);
        }
    }

    private Answer decide(MailAccount account, long person, int recipients) {
        int hour = limits.recipientsPerHour();
        int day = limits.recipientsPerDay();
        if (recipients > hour) return held(account, person, new Answer.NeverFits(hour), "hour", hour);
        return switch (hours.note(account.id(), person, recipients, hour, day)) {
            case HOUR -> held(account, person, new Answer.HourReached(hour), "hour", hour);
            case DAY -> held(account, person, new Answer.LimitReached(day), "day", day);
            case NO -> {
                activity.noteSent(account.id(), recipients, Integer.MAX_VALUE - recipients);
                yield new Answer.Yes();
            }
        };
    }

    /** Told to the audit once an hour: a program that tries again all the time is one finding, not a thousand. */
    private Answer held(MailAccount account, long person, Answer answer, String what, int limit) {
        transaction.executeWithoutResult(_ -> {
            if (hours.hit(account.id(), person))
                events.publishEvent(new SensitiveAct(
                        person == 0 ? By.SYSTEM.actor() : "account:" + person,
                        "mailbox.sending-limit",
                        "mailbox:" + account.id(),
                        Map.of(),
                        Map.of("per", what, "recipients", Integer.toString(limit)),
                        clock.instant()));
        });
        return answer;
    }

    public SendingLimits limits() {
        return limits;
    }

    /** When a message of this mailbox was last held back by a limit. */
    public Optional<Instant> lastHeld(MailboxId mailbox) {
        return hours.lastHit(new AccountId(mailbox.value()));
    }
}
