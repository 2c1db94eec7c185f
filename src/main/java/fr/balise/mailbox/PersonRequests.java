package fr.balise.mailbox;

import fr.balise.directory.Directory;
import fr.balise.directory.Listing;
import fr.balise.identity.Subject;
import fr.balise.identity.Subject.Right;
import fr.balise.mailbox.RequestRules.Command;
import fr.balise.mailbox.RequestView.Kind;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Requests of one person. Each act: the row is locked, the pure table decides, one commit holds state, trace and timeline. */
@Service
class PersonRequests implements Requests {
    private final PersonCensus census;
    private final StoredRequests stored;
    private final Directory directory;
    private final LetterPdf pdf;
    private final Traces traces;
    private final Days days;

    PersonRequests(
            PersonCensus census, StoredRequests stored, Directory directory, LetterPdf pdf, Traces traces, Days days) {
        this.census = census;
        this.stored = stored;
        this.directory = directory;
        this.pdf = pdf;
        this.traces = traces;
        this.days = days;
    }

    @Override
    @Transactional
    public Outcome<RequestView> prepare(Subject subject, BoxId id, Kind kind) {
        if (!subject.may(Right.PREPARE) && !subject.may(Right.DECIDE)) return Outcome.refused(new Refusal.NotAllowed());
        return census.find(subject, id).then(box -> {
            if (box.hidden()) return Outcome.refused(new Refusal.NotMine());
            if (!box.proven()) return Outcome.refused(new Refusal.NotProven());
            return open(subject, box, kind);
        });
    }

    /** "Cette boîte n'est pas à moi": asked for although the mailbox is hidden by now. */
    void correctNotMine(Subject subject, BoxId id) {
        var opened = census.find(subject, id).then(box -> open(subject, box, Kind.CORRECT));
        if (!opened.isDone()) throw new IllegalStateException("the mailbox that was just hidden is gone");
    }

    private Outcome<RequestView> open(Subject subject, Box box, Kind kind) {
        settle(subject, box, kind);
        var fresh = fresh(subject, box, kind);
        if (stored.add(fresh, subject.actor())) {
            stored.note(fresh.id(), "prepared", days.now(), subject.actor().name(), null);
            trace(subject, fresh, Map.of(), fresh.state());
            return get(subject, fresh.id(), box.id());
        }
        return stored.open(subject.person(), box.address(), kind)
                .map(open -> get(subject, open.id(), box.id()))
                .orElseThrow(() -> new IllegalStateException("a request neither open nor to be opened"));
    }

    /** An open one that has come true meanwhile, unnoticed, makes room for a new one. */
    private void settle(Subject subject, Box box, Kind kind) {
        stored.open(subject.person(), box.address(), kind)
                .ifPresent(open -> box.requests().stream()
                        .filter(view ->
                                view.id().equals(open.id()) && !view.state().open())
                        .forEach(view -> save(open, view.state(), "observed", "")));
    }

    private StoredRequest fresh(Subject subject, Box box, Kind kind) {
        var rows = directory.listings(box.address());
        var aim = Watching.aim(box, rows, kind);
        return new StoredRequest(
                UUID.randomUUID(),
                subject.person(),
                box.address(),
                kind,
                subject.may(Right.DECIDE) ? new RequestState.ToSend() : new RequestState.AwaitingApproval(),
                days.now(),
                subject.actor().name(),
                directory.age().mailboxes(),
                aim.stream().anyMatch(Publications::isPublic),
                kind == Kind.CORRECT ? aim.stream().map(Listing::attachment).toList() : List.of());
    }

    @Override
    @Transactional(readOnly = true)
    public Outcome<RequestView> get(Subject subject, UUID id) {
        return all(subject)
                .then(requests -> requests.stream()
                        .filter(request -> request.id().equals(id))
                        .findFirst()
                        .map(Outcome::done)
                        .orElseGet(() -> Outcome.refused(new Refusal.NotFound())));
    }

    private Outcome<RequestView> get(Subject subject, UUID id, BoxId box) {
        return census.find(subject, box).map(found -> in(found, id));
    }

    private static RequestView in(Box box, UUID id) {
        return box.requests().stream()
                .filter(request -> request.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Override
    @Transactional(readOnly = true)
    public Outcome<List<RequestView>> all(Subject subject) {
        return Access.to(subject, Right.VIEW).map(seer -> {
            var view = census.count(seer);
            return Stream.concat(view.boxes().stream(), view.hidden().stream())
                    .flatMap(box -> box.requests().stream())
                    .distinct()
                    .sorted(Comparator.comparing(
                                    (RequestView request) -> !request.state().open())
                            .thenComparing(RequestView::preparedOn, Comparator.reverseOrder()))
                    .toList();
        });
    }

    @Override
    @Transactional(readOnly = true)
    public Outcome<List<RequestView>> awaiting(Subject subject) {
        return all(subject)
                .map(requests -> requests.stream()
                        .filter(request -> request.state() instanceof RequestState.AwaitingApproval)
                        .toList());
    }

    @Override
    @Transactional
    public Outcome<RequestView> approve(Subject subject, UUID id) {
        return act(subject, id, new Command.Approve(), "approved");
    }

    @Override
    @Transactional
    public Outcome<RequestView> markSent(Subject subject, UUID id) {
        return act(subject, id, new Command.MarkSent(), "sent");
    }

    @Override
    @Transactional
    public Outcome<RequestView> remind(Subject subject, UUID id) {
        return act(subject, id, new Command.Remind(), "reminded");
    }

    @Override
    @Transactional
    public Outcome<RequestView> markRefused(Subject subject, UUID id, String reason) {
        return act(subject, id, new Command.MarkRefused(reason), "refused");
    }

    @Override
    @Transactional
    public Outcome<RequestView> markConfirmed(Subject subject, UUID id) {
        return act(subject, id, new Command.MarkConfirmed(), "confirmed");
    }

    @Override
    @Transactional
    public Outcome<RequestView> cancel(Subject subject, UUID id) {
        return act(subject, id, new Command.Cancel(), "cancelled");
    }

    private Outcome<RequestView> act(Subject subject, UUID id, Command command, String act) {
        if (!subject.may(Right.DECIDE) && !(command instanceof Command.Cancel && subject.may(Right.PREPARE)))
            return Outcome.refused(new Refusal.NotAllowed());
        return stored.lock(subject.person(), id)
                .map(request -> act(subject, request, command, act))
                .orElseGet(() -> Outcome.refused(new Refusal.NotFound()));
    }

    private Outcome<RequestView> act(Subject subject, StoredRequest request, Command command, String act) {
        if (!subject.may(Right.DECIDE) && !(request.state() instanceof RequestState.AwaitingApproval))
            return Outcome.refused(new Refusal.NotAllowed());
        var box = BoxId.of(subject.person(), request.address());
        return census.find(subject, box)
                .then(found -> RequestRules.decide(
                        request.kind(),
                        in(found, request.id()).state(),
                        command,
                        found.days().today(),
                        days.settings().remindAfter()))
                .then(next -> {
                    save(request, next, act, subject.actor().name());
                    trace(subject, request, Map.of("state", word(request.state())), next);
                    return get(subject, request.id(), box);
                });
    }

    /** Whatever is open about a mailbox that is no longer this person's business. */
    void cancelOpen(Subject subject, Box box) {
        for (var view : box.requests())
            if (view.state().open())
                stored.lock(subject.person(), view.id()).ifPresent(request -> {
                    var next = new RequestState.Cancelled(box.days().today());
                    save(request, next, "cancelled", subject.actor().name());
                    trace(subject, request, Map.of("state", word(request.state())), next);
                });
    }

    private void save(StoredRequest request, RequestState next, String act, String by) {
        stored.move(request.id(), next);
        stored.note(request.id(), act, days.now(), by, next instanceof RequestState.Observed(var file) ? file : null);
    }

    private void trace(Subject subject, StoredRequest request, Map<String, String> before, RequestState after) {
        traces.of(
                subject.actor().auditName(),
                "request",
                "request:" + request.id(),
                before,
                Map.of("state", word(after), "kind", Finding.word(request.kind().name())));
    }

    private static String word(RequestState state) {
        return StateColumns.of(state).word();
    }

    @Override
    @Transactional(readOnly = true)
    public Outcome<byte[]> pdf(Subject subject, UUID id) {
        return get(subject, id)
                .then(request -> census.find(subject, request.box())
                        .map(box -> pdf.of(LetterText.head(box, box.days().today()), request.letter())));
    }
}
