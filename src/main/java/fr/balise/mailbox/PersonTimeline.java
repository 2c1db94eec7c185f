package fr.balise.mailbox;

import fr.balise.identity.Subject;
import fr.balise.identity.Subject.Right;
import fr.balise.kernel.MailAddress;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tells the timeline from the tables of requests, checks and statements: nothing is written twice for it. */
@Service
class PersonTimeline implements Timeline {
    private final PersonCensus census;
    private final Statements statements;
    private final SentChecks checks;
    private final StoredRequests requests;

    PersonTimeline(PersonCensus census, Statements statements, SentChecks checks, StoredRequests requests) {
        this.census = census;
        this.statements = statements;
        this.checks = checks;
        this.requests = requests;
    }

    @Override
    @Transactional(readOnly = true)
    public Outcome<List<Entry>> all(Subject subject) {
        return Access.to(subject, Right.VIEW).map(this::entries);
    }

    @Override
    @Transactional(readOnly = true)
    public Outcome<List<Entry>> of(Subject subject, BoxId id) {
        return Access.to(subject, Right.VIEW)
                .then(seer -> census.find(seer, id))
                .map(box -> entries(subject).stream()
                        .filter(entry -> entry.box().equals(id))
                        .toList());
    }

    private List<Entry> entries(Subject subject) {
        var person = subject.person();
        return Stream.of(
                        statements.of(person).stream().map(said -> said(subject, said)),
                        checks.of(person).values().stream()
                                .flatMap(newestFirst -> newestFirst.reversed().stream())
                                .flatMap(check -> checked(subject, check)),
                        requests.acts(person).stream().map(act -> asked(subject, act)))
                .flatMap(entries -> entries)
                .sorted(Comparator.comparing(Entry::at)) // stable: what happened in one instant keeps its order
                .toList()
                .reversed();
    }

    private static Entry said(Subject subject, Statement said) {
        var words = Words.of("mailbox.timeline.declaration." + said.kind().word());
        return entry(subject, said.at(), said.address(), Kind.DECLARATION, words, said.by());
    }

    private static Stream<Entry> checked(Subject subject, SentCheck check) {
        var address = MailAddress.parse(check.address());
        var sent =
                entry(subject, check.sent(), address, Kind.CHECK, Words.of("mailbox.timeline.check.sent"), check.by());
        var confirmed = check.confirmed();
        return confirmed == null
                ? Stream.of(sent)
                : Stream.of(
                        sent,
                        entry(
                                subject,
                                confirmed,
                                address,
                                Kind.CHECK,
                                Words.of("mailbox.timeline.check.confirmed"),
                                check.by()));
    }

    private static Entry asked(Subject subject, StoredRequests.Act act) {
        var key = "mailbox.timeline.request." + act.act();
        var kind = act.kind().words();
        var words = act.file() == null ? Words.of(key, kind) : Words.of(key, kind, act.file());
        return entry(subject, act.at(), act.address(), Kind.REQUEST, words, act.by());
    }

    private static Entry entry(Subject subject, Instant at, MailAddress address, Kind kind, Words words, String by) {
        return new Entry(at, BoxId.of(subject.person(), address), address, kind, words, by);
    }
}
