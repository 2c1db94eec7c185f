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
    private final List<Source> sources;

    PersonTimeline(
            PersonCensus census,
            Statements statements,
            SentChecks checks,
            StoredRequests requests,
            List<Source> sources) {
        this.census = census;
        this.statements = statements;
        this.checks = checks;
        this.requests = requests;
        this.sources = sources;
    }

    @Override
    @Transactional(readOnly = true)
    public Outcome<List<Entry>> all(Subject subject) {
        return Access.to(subject, Right.VIEW).map(seer -> entries(seer, census.count(seer)));
    }

    @Override
    @Transactional(readOnly = true)
    public Outcome<List<Entry>> of(Subject subject, BoxId id) {
        return Access.to(subject, Right.VIEW).then(seer -> {
            var view = census.count(seer);
            if (view.box(id).isEmpty()) return Outcome.refused(new Refusal.NotFound());
            return Outcome.done(entries(seer, view).stream()
                    .filter(entry -> entry.box().equals(id))
                    .toList());
        });
    }

    private List<Entry> entries(Subject subject, CensusView view) {
        var person = subject.person();
        var teller = new Teller(subject, view);
        return Stream.of(
                        statements.of(person).stream().map(teller::said),
                        checks.of(person).values().stream()
                                .flatMap(newestFirst -> newestFirst.reversed().stream())
                                .flatMap(teller::checked),
                        requests.acts(person).stream().map(teller::asked),
                        Stream.concat(view.boxes().stream(), view.hidden().stream())
                                .distinct()
                                .flatMap(box -> sources.stream().flatMap(source -> source.of(subject, box).stream())))
                .flatMap(entries -> entries)
                .sorted(Comparator.comparing(Entry::at)) // stable: what happened in one instant keeps its order
                .toList()
                .reversed();
    }

    /** Rows as entries, dated by the calendar of each mailbox. */
    private record Teller(Subject subject, CensusView view) {

        Entry said(Statement said) {
            var words = Words.of("mailbox.timeline.declaration." + said.kind().word());
            return entry(said.at(), said.address(), Kind.DECLARATION, words, said.by());
        }

        Stream<Entry> checked(SentCheck check) {
            var address = MailAddress.parse(check.address());
            var sent = entry(check.sent(), address, Kind.CHECK, Words.of("mailbox.timeline.check.sent"), check.by());
            var confirmed = check.confirmed();
            if (confirmed == null) return Stream.of(sent);
            var words = Words.of("mailbox.timeline.check.confirmed");
            return Stream.of(sent, entry(confirmed, address, Kind.CHECK, words, check.by()));
        }

        Entry asked(StoredRequests.Act act) {
            // As RequestView.told: that a mailbox was deleted is seen in no directory.
            var seen = act.kind() == RequestView.Kind.DELETE && act.act().equals("observed") ? "-delete" : "";
            var key = "mailbox.timeline.request." + act.act() + seen;
            var kind = act.kind().words();
            var words = act.file() == null ? Words.of(key, kind) : Words.of(key, kind, act.file());
            return entry(act.at(), act.address(), Kind.REQUEST, words, act.by());
        }

        private Entry entry(Instant at, MailAddress address, Kind kind, Words words, String by) {
            var id = BoxId.of(subject.person(), address);
            var days = view.box(id).map(Box::days).orElse(view.days());
            return new Entry(at, days.day(at), id, address, kind, words, by);
        }
    }
}
