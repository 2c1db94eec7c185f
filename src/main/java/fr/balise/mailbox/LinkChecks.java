package fr.balise.mailbox;

import fr.balise.identity.Subject;
import fr.balise.identity.Subject.Right;
import fr.balise.kernel.MailAddress;
import fr.balise.outbox.Outbox;
import java.time.Instant;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class LinkChecks implements Checks {
    /** Most messages that one account may cause in a day: enough for a hospital's service mailboxes, too few to annoy many. */
    private static final int MOST_A_DAY = 30;

    private final PersonCensus census;
    private final SentChecks checks;
    private final CheckMail mail;
    private final Outbox outbox;
    private final Traces traces;
    private final Days days;

    LinkChecks(PersonCensus census, SentChecks checks, CheckMail mail, Outbox outbox, Traces traces, Days days) {
        this.census = census;
        this.checks = checks;
        this.mail = mail;
        this.outbox = outbox;
        this.traces = traces;
        this.days = days;
    }

    @Override
    @Transactional
    public Outcome<Asked> ask(Subject subject, BoxId id) {
        return Access.to(subject, Right.DECIDE)
                .then(holder -> census.find(holder, id))
                .then(LinkChecks::visible)
                .then(box ->
                        outbox.reachesPeople() ? Outcome.done(box) : Outcome.<Box>refused(new Refusal.NoWayToWrite()))
                .then(box -> {
                    var here = days.ofInstallation();
                    if (hasAskedEnough(subject, here))
                        return Outcome.refused(new Refusal.TooSoon(here.today().plusDays(1)));
                    if (!checks.takeTurn(box.address(), box.days().now(), lastTurnBefore(box)))
                        return tooSoon(subject, id);
                    send(subject, box);
                    return asked(subject, id);
                });
    }

    private boolean hasAskedEnough(Subject subject, PlaceDays here) {
        return checks.sentSince(subject.actor().account(), here.start(here.today())) >= MOST_A_DAY;
    }

    /** The end of the day on which the last check must have been, where the mailbox is read. */
    private Instant lastTurnBefore(Box box) {
        var there = box.days();
        return there.start(there.today().minusDays(days.settings().checkEvery().toDays() - 1));
    }

    private static Outcome<Box> visible(Box box) {
        return box.hidden() ? Outcome.refused(new Refusal.NotMine()) : Outcome.done(box);
    }

    /** Counted anew: the turn may have been taken a moment ago by somebody else. */
    private Outcome<Asked> tooSoon(Subject subject, BoxId id) {
        return census.find(subject, id).then(box -> Outcome.refused(new Refusal.TooSoon(box.nextCheck())));
    }

    private void send(Subject subject, Box box) {
        var secret = CheckSecret.fresh();
        var now = days.now();
        var until = now.plus(days.settings().linkLife());
        checks.add(subject.person(), box.address(), subject.actor(), secret, now, until);
        outbox.queue(
                box.address(),
                "check",
                mail.subject(),
                mail.body(
                        box.address(),
                        subject.actor().name(),
                        secret,
                        box.days().day(until)));
        traces.of(subject.actor(), "check", box.id());
    }

    @Override
    @Transactional(readOnly = true)
    public Outcome<Asked> open(Subject subject, String token) {
        return Access.to(subject, Right.VIEW)
                .then(seer -> owned(seer, token))
                .then(check -> alive(subject, check))
                .then(check -> asked(subject, box(check, subject)));
    }

    @Override
    @Transactional
    public Outcome<Asked> confirm(Subject subject, String token) {
        return Access.to(subject, Right.DECIDE)
                .then(holder -> owned(holder, token))
                .then(check -> alive(subject, check))
                .then(check -> confirm(subject, check, "link"));
    }

    private Outcome<SentCheck> owned(Subject subject, String token) {
        return CheckSecret.hashOf(token)
                .flatMap(checks::withToken)
                .map(check -> isRequester(subject, check)
                        ? Outcome.done(check)
                        : Outcome.<SentCheck>refused(new Refusal.NotTheRequester()))
                .orElseGet(() -> Outcome.refused(new Refusal.NotFound()));
    }

    private static boolean isRequester(Subject subject, SentCheck check) {
        return check.account() == subject.actor().account()
                && check.person().equals(subject.person().value());
    }

    private Outcome<SentCheck> alive(Subject subject, SentCheck check) {
        if (check.confirmed() != null || days.now().isBefore(check.expires())) return Outcome.done(check);
        return census.find(subject, box(check, subject))
                .then(box -> Outcome.refused(new Refusal.Expired(box.nextCheck())));
    }

    private Outcome<Asked> confirm(Subject subject, SentCheck check, String how) {
        var id = box(check, subject);
        return census.find(subject, id).then(LinkChecks::visible).then(box -> {
            if (checks.confirm(check.id(), days.now()))
                traces.of(subject.actor(), "confirm", id, Map.of(), Map.of("by", how));
            return asked(subject, id);
        });
    }

    @Override
    @Transactional
    public Outcome<Asked> typeCode(Subject subject, BoxId id, String code) {
        return Access.to(subject, Right.DECIDE)
                .then(holder -> census.find(holder, id))
                .then(LinkChecks::visible)
                .then(box -> checks.lock(
                                subject.person(), box.address(), subject.actor().account())
                        .map(locked -> typed(subject, locked, code))
                        .orElseGet(() -> Outcome.refused(new Refusal.NotFound())));
    }

    private Outcome<Asked> typed(Subject subject, SentChecks.Locked locked, String code) {
        return alive(subject, locked.check()).then(check -> {
            int left = days.settings().codeAttempts() - check.wrongCodes();
            if (check.confirmed() != null) return asked(subject, box(check, subject));
            if (left <= 0) return Outcome.refused(new Refusal.TooManyAttempts());
            var six = CheckSecret.typed(code);
            if (six.isEmpty()) return Outcome.refused(new Refusal.WrongCode(left)); // a slip, not a guess
            if (CheckSecret.fits(six.get(), locked.salt(), locked.codeHash())) return confirm(subject, check, "code");
            checks.countWrongCode(check.id());
            return Outcome.refused(left == 1 ? new Refusal.TooManyAttempts() : new Refusal.WrongCode(left - 1));
        });
    }

    private static BoxId box(SentCheck check, Subject subject) {
        return BoxId.of(subject.person(), MailAddress.parse(check.address()));
    }

    private Outcome<Asked> asked(Subject subject, BoxId id) {
        return census.find(subject, id).map(box -> new Asked(id, box.address(), box.check()));
    }
}
