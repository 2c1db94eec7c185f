package fr.balise.mailbox;

import fr.balise.identity.Subject;
import fr.balise.identity.Subject.Right;
import fr.balise.kernel.MailAddress;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class OwnDeclarations implements Declarations {
    private final PersonCensus census;
    private final Statements statements;
    private final SentChecks checks;
    private final PersonRequests requests;
    private final OperatorSheets sheets;
    private final Traces traces;
    private final Days days;
    private final ApplicationEventPublisher events;

    OwnDeclarations(
            PersonCensus census,
            Statements statements,
            SentChecks checks,
            PersonRequests requests,
            OperatorSheets sheets,
            Traces traces,
            Days days,
            ApplicationEventPublisher events) {
        this.census = census;
        this.statements = statements;
        this.checks = checks;
        this.requests = requests;
        this.sheets = sheets;
        this.traces = traces;
        this.days = days;
        this.events = events;
    }

    @Override
    @Transactional
    public Outcome<Box> addByHand(Subject subject, String address) {
        return Access.to(subject, Right.DECIDE)
                .then(holder -> HandWritten.read(address, this::isKnown)
                        .map(read -> add(holder, read))
                        .orElseGet(() -> Outcome.refused(new Refusal.NotAnAddress())));
    }

    private boolean isKnown(String domain) {
        return Domains.isWithinAny(domain, days.settings().ownDomains())
                || sheets.forDomain(domain).isPresent();
    }

    private Outcome<Box> add(Subject subject, MailAddress address) {
        var id = BoxId.of(subject.person(), address);
        if (!census.find(subject, id).isDone()) say(subject, id, address, Statement.Kind.BY_HAND, null);
        return census.find(subject, id);
    }

    @Override
    @Transactional
    public Outcome<BoxId> withdraw(Subject subject, BoxId id) {
        return decidable(subject, id).then(box -> {
            if (!box.byHand()) return Outcome.refused(new Refusal.NotFound());
            requests.cancelOpen(subject, box);
            checks.end(subject.person(), box.address(), days.now());
            say(subject, id, box.address(), Statement.Kind.WITHDRAWN, null);
            return Outcome.done(id);
        });
    }

    @Override
    @Transactional
    public Outcome<Box> serves(Subject subject, BoxId id, @Nullable Long situation) {
        return visible(subject, id).then(box -> {
            if (situation != null && !isOwn(subject, situation)) return Outcome.refused(new Refusal.NotFound());
            var before = box.purpose();
            if (before == null || !Objects.equals(before.situation(), situation)) {
                statements.add(
                        subject.person(), box.address(), Statement.Kind.SERVES, situation, subject.actor(), days.now());
                traces.of(
                        subject.actor(),
                        "serves",
                        id,
                        before == null ? Map.of() : Map.of("situation", place(before.situation())),
                        Map.of("situation", place(situation)));
            }
            return census.find(subject, id);
        });
    }

    private boolean isOwn(Subject subject, long situation) {
        return census.count(subject).situations().stream().anyMatch(own -> own.id() == situation);
    }

    private static String place(@Nullable Long situation) {
        return situation == null ? "all" : situation.toString();
    }

    @Override
    @Transactional
    public Outcome<Box> reads(Subject subject, BoxId id, boolean read) {
        return visible(subject, id).then(box -> {
            say(subject, id, box.address(), read ? Statement.Kind.READ : Statement.Kind.NOT_READ, null);
            return census.find(subject, id);
        });
    }

    @Override
    @Transactional
    public Outcome<Box> notMine(Subject subject, BoxId id) {
        return decidable(subject, id).then(box -> {
            if (box.hidden()) return Outcome.done(box);
            requests.cancelOpen(subject, box);
            checks.end(subject.person(), box.address(), days.now());
            say(subject, id, box.address(), Statement.Kind.NOT_MINE, null);
            events.publishEvent(new BoxDisowned(subject.person(), box.address(), days.now()));
            if (box.published() && !box.byHand()) requests.correctNotMine(subject, id);
            return census.find(subject, id);
        });
    }

    @Override
    @Transactional
    public Outcome<Box> mineAfterAll(Subject subject, BoxId id) {
        return decidable(subject, id).then(box -> {
            if (!box.hidden()) return Outcome.done(box);
            requests.cancelOpen(subject, box);
            say(subject, id, box.address(), Statement.Kind.MINE, null);
            return census.find(subject, id);
        });
    }

    private Outcome<Box> decidable(Subject subject, BoxId id) {
        return Access.to(subject, Right.DECIDE).then(holder -> census.find(holder, id));
    }

    private Outcome<Box> visible(Subject subject, BoxId id) {
        return decidable(subject, id)
                .then(box -> box.hidden() ? Outcome.refused(new Refusal.NotMine()) : Outcome.done(box));
    }

    private void say(Subject subject, BoxId id, MailAddress address, Statement.Kind kind, @Nullable Long situation) {
        statements.add(subject.person(), address, kind, situation, subject.actor(), days.now());
        traces.of(subject.actor(), kind.word(), id);
    }
}
