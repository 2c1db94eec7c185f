package fr.balise.mailbox.sharing;

import fr.balise.identity.Actor;
import fr.balise.identity.Secrets;
import fr.balise.kernel.MailboxType;
import fr.balise.kernel.SensitiveAct;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Refusal;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.MailboxId;
import fr.balise.mailbox.lifecycle.State;
import fr.balise.mailbox.sharing.Share.May;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailPasswords;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Rights to a hosted mailbox for others: given by link, accepted once, dated, ended at once. The link is shown once; only its hash is
 * kept. Like a delegation, but of mail: docs/mailboxes.md draws it.
 */
@Service
public class Sharing {
    private static final Logger log = LoggerFactory.getLogger(Sharing.class);
    static final Duration OPEN = Duration.ofDays(7);

    /** A mailbox that more people read than this is a directory of its own. */
    private static final int MOST = 50;

    /** Somebody else in a personal mailbox is an exception, and has an end. */
    private static final int LONGEST_PERSONAL_DAYS = 366;

    private static final int PAGE = 200;

    private final Keyring keyring;
    private final Lifecycle lifecycle;
    private final Shares shares;
    private final MailPasswords passwords;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Sharing(
            Keyring keyring,
            Lifecycle lifecycle,
            Shares shares,
            MailPasswords passwords,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.keyring = keyring;
        this.lifecycle = lifecycle;
        this.shares = shares;
        this.passwords = passwords;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    /** What is given. @param endsOn last day, inclusive */
    public record Wish(
            String name, May may, boolean send, @Nullable LocalDate endsOn) {}

    public enum Why {
        NAME_MISSING,
        ENDS_IN_THE_PAST,
        /** A personal mailbox is shared for a time, of a year at most. */
        END_NEEDED,
        /** A responsible person is for mailboxes of a structure, and is named by whoever manages it. */
        NO_RESPONSIBLE_HERE,
        TOO_MANY,
        /** No such link, or no longer: lapsed, accepted, withdrawn. */
        NOT_OPEN,
        /** It is the giver's own mailbox. */
        OWN
    }

    public sealed interface Given {
        /** @param token for the link, shown once */
        record Made(long id, String token) implements Given {}

        record Refused(Why why) implements Given {}
    }

    public sealed interface Taken {
        record Open(Share share, Hosted mailbox) implements Taken {}

        record Refused(Why why) implements Taken {}
    }

    /** A right with where it stands. */
    public record Shown(Share share, Share.State state) {}

    public List<Shown> of(Hosted mailbox) {
        var now = clock.instant();
        return shares.of(mailbox.id()).stream()
                .map(share -> new Shown(share, share.state(now, mailbox.day(now))))
                .toList();
    }

    @Transactional
    public Outcome<Given> give(Actor actor, Set<String> managed, MailboxId id, Wish wish) {
        return keyring.one(actor, managed, id).then(entry -> {
            if (!entry.standing().shares()) return Outcome.refused(new Refusal.NotAllowed());
            var why = refusal(entry, wish);
            if (why != null) return Outcome.done(new Given.Refused(why));
            var token = Secrets.fresh();
            var now = clock.instant();
            var share = shares.add(
                    id,
                    wish.name().strip(),
                    wish.may(),
                    wish.send() || wish.may() == May.RESPONSIBLE,
                    Secrets.hash(token),
                    now.plus(OPEN),
                    wish.endsOn(),
                    now,
                    actor.auditName());
            tell(actor.auditName(), "mailbox.share", id, share, wish);
            return Outcome.done(new Given.Made(share, token));
        });
    }

    private @Nullable Why refusal(Keyring.Entry entry, Wish wish) {
        var mailbox = entry.mailbox();
        var today = mailbox.day(clock.instant());
        var name = wish.name().strip();
        if (name.isEmpty() || name.length() > 120 || name.chars().anyMatch(Character::isISOControl))
            return Why.NAME_MISSING;
        if (wish.endsOn() != null && wish.endsOn().isBefore(today)) return Why.ENDS_IN_THE_PAST;
        if (mailbox.type() == MailboxType.PER
                && (wish.endsOn() == null || wish.endsOn().isAfter(today.plusDays(LONGEST_PERSONAL_DAYS))))
            return Why.END_NEEDED;
        if (wish.may() == May.RESPONSIBLE && !entry.standing().names()) return Why.NO_RESPONSIBLE_HERE;
        var open = of(mailbox).stream()
                .filter(shown -> shown.state() == Share.State.INVITED || shown.state() == Share.State.ACTIVE)
                .count();
        return open >= MOST ? Why.TOO_MANY : null;
    }

    /** Who gives what; changes nothing. */
    @Transactional
    public Taken look(String token, Actor guest) {
        return shares.lock(Secrets.hash(token))
                .flatMap(share -> lifecycle.find(share.mailbox()).map(mailbox -> taken(share, mailbox, guest)))
                .orElseGet(() -> new Taken.Refused(Why.NOT_OPEN));
    }

    private Taken taken(Share share, Hosted mailbox, Actor guest) {
        var now = clock.instant();
        if (mailbox.state() instanceof State.Erased || share.state(now, mailbox.day(now)) != Share.State.INVITED)
            return new Taken.Refused(Why.NOT_OPEN);
        var own = mailbox.owner().equals(owner(guest).orElse(null));
        return own ? new Taken.Refused(Why.OWN) : new Taken.Open(share, mailbox);
    }

    private static Optional<fr.balise.mailbox.lifecycle.Owner> owner(Actor guest) {
        return Optional.ofNullable(guest.nationalId()).map(fr.balise.mailbox.lifecycle.Owner.OfPerson::new);
    }

    /** Once only. */
    @Transactional
    public Taken accept(String token, Actor guest) {
        var taken = look(token, guest);
        if (taken instanceof Taken.Open(var share, var _)) {
            shares.accept(share.id(), guest.account(), clock.instant());
            events.publishEvent(new SensitiveAct(
                    guest.auditName(),
                    "mailbox.accept-share",
                    "mailbox:" + share.mailbox(),
                    Map.of(),
                    Map.of("share", Long.toString(share.id())),
                    clock.instant()));
        }
        return taken;
    }

    /** By whoever shares that mailbox, or by the person who has the right and no longer wants it. */
    @Transactional
    public Outcome<Share> end(Actor actor, Set<String> managed, MailboxId id, long share) {
        return keyring.one(actor, managed, id).then(entry -> {
            var found = shares.lock(id, share)
                    .filter(one -> one.endedAt() == null)
                    .filter(one -> entry.standing().shares()
                            || Long.valueOf(actor.account()).equals(one.account()))
                    // A responsible person does not depose another: whoever named does.
                    .filter(one -> one.may() != May.RESPONSIBLE
                            || entry.standing().names()
                            || Long.valueOf(actor.account()).equals(one.account()));
            if (found.isEmpty()) return Outcome.refused(new Refusal.NotFound());
            ended(found.get(), actor.auditName());
            return Outcome.done(found.get());
        });
    }

    /** Together: no password outlives the right that it was made with. */
    private void ended(Share share, String by) {
        shares.end(share.id(), clock.instant(), by);
        if (share.account() != null)
            passwords.revokeAll(new AccountId(share.mailbox().value()), share.account());
        events.publishEvent(new SensitiveAct(
                by,
                "mailbox.end-share",
                "mailbox:" + share.mailbox(),
                Map.of("share", Long.toString(share.id())),
                Map.of(),
                clock.instant()));
    }

    /** Those whose last day is over, each in the zone of its mailbox. */
    @Scheduled(initialDelayString = "45s", fixedDelayString = "1m")
    void endWhatIsOver() {
        var now = clock.instant();
        // Whatever the zone, its day is at most one day ahead of that of UTC.
        var day = LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(1);
        int ended = 0;
        for (var page = shares.over(day, 0, PAGE);
                !page.isEmpty();
                page = shares.over(day, page.getLast().id(), PAGE))
            for (var share : page) {
                var mailbox = lifecycle.find(share.mailbox());
                if (mailbox.isEmpty() || share.state(now, mailbox.get().day(now)) != Share.State.ENDED) continue;
                transaction.executeWithoutResult(_ -> ended(share, "system"));
                ended++;
            }
        if (ended > 0) log.info("{} rights to mailboxes came to their end", ended);
    }

    private void tell(String by, String action, MailboxId id, long share, Wish wish) {
        events.publishEvent(new SensitiveAct(
                by,
                action,
                "mailbox:" + id,
                Map.of(),
                Map.of(
                        "share",
                        Long.toString(share),
                        "may",
                        wish.may().name().toLowerCase(Locale.ROOT),
                        "send",
                        Boolean.toString(wish.send()),
                        "ends",
                        wish.endsOn() == null ? "" : wish.endsOn().toString()),
                clock.instant()));
    }
}
