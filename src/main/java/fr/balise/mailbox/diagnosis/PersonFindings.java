package fr.balise.mailbox.diagnosis;

import fr.balise.identity.Subject;
import fr.balise.identity.Subject.Right;
import fr.balise.kernel.SensitiveAct;
import fr.balise.mailbox.Census;
import fr.balise.mailbox.CensusView;
import fr.balise.mailbox.Finding;
import fr.balise.mailbox.Findings;
import fr.balise.mailbox.HomeSummary;
import fr.balise.mailbox.MailboxSettings;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Refusal;
import fr.balise.mailbox.diagnosis.Dismissals.Dismissal;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class PersonFindings implements Findings {
    private static final int LONGEST_REASON = 500;

    private final Census census;
    private final Dismissals dismissals;
    private final MailboxSettings settings;
    private final InstantSource clock;
    private final ApplicationEventPublisher events;

    PersonFindings(
            Census census,
            Dismissals dismissals,
            MailboxSettings settings,
            InstantSource clock,
            ApplicationEventPublisher events) {
        this.census = census;
        this.dismissals = dismissals;
        this.settings = settings;
        this.clock = clock;
        this.events = events;
    }

    @Override
    public Outcome<HomeSummary> home(Subject subject) {
        return census.of(subject)
                .map(view -> Home.of(view, standing(subject, found(view)), settings.confirmationLife()));
    }

    @Override
    public Outcome<List<Finding>> all(Subject subject) {
        return census.of(subject).map(view -> standing(subject, found(view)));
    }

    private List<Finding> found(CensusView view) {
        return Diagnosis.of(view, this::isHeldHere);
    }

    private boolean isHeldHere(String domain) {
        return settings.ownDomains().stream().anyMatch(own -> domain.equals(own) || domain.endsWith("." + own));
    }

    private List<Finding> standing(Subject subject, List<Finding> found) {
        var dismissed = dismissals.of(subject.person());
        return found.stream()
                .filter(finding -> !covers(dismissed.get(finding.id()), finding))
                .toList();
    }

    /** An answer holds for the facts that it was given for. */
    private static boolean covers(@org.jspecify.annotations.Nullable Dismissal dismissal, Finding finding) {
        return dismissal != null && dismissal.facts().equals(finding.facts());
    }

    @Override
    @Transactional
    public Outcome<Finding> dismiss(Subject subject, String id, String reason) {
        return deciding(subject)
                .then(this::all)
                .then(standing -> one(standing, id))
                .then(finding -> dismiss(subject, finding, reason.strip()));
    }

    private Outcome<Finding> dismiss(Subject subject, Finding finding, String reason) {
        if (reason.isEmpty() || reason.length() > LONGEST_REASON) return Outcome.refused(new Refusal.ReasonNeeded());
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var actor = subject.actor();
        dismissals.put(
                subject.person(), new Dismissal(finding.id(), finding.facts(), reason, actor.name(), now), actor);
        trace(subject, "dismiss", finding);
        return Outcome.done(finding);
    }

    @Override
    public Outcome<List<Dismissed>> dismissed(Subject subject) {
        return census.of(subject).map(view -> {
            var dismissed = dismissals.of(subject.person());
            return found(view).stream()
                    .filter(finding -> covers(dismissed.get(finding.id()), finding))
                    .map(finding -> told(view, finding, dismissed))
                    .toList();
        });
    }

    private static Dismissed told(CensusView view, Finding finding, Map<String, Dismissal> dismissed) {
        var answer = java.util.Objects.requireNonNull(dismissed.get(finding.id()));
        return new Dismissed(finding, answer.reason(), view.days().day(answer.at()), answer.by());
    }

    @Override
    @Transactional
    public Outcome<Finding> restore(Subject subject, String id) {
        return deciding(subject)
                .then(this::dismissed)
                .map(all -> all.stream().map(Dismissed::finding).toList())
                .then(dismissed -> one(dismissed, id))
                .map(finding -> {
                    dismissals.remove(subject.person(), id);
                    trace(subject, "restore", finding);
                    return finding;
                });
    }

    private static Outcome<Subject> deciding(Subject subject) {
        return subject.may(Right.DECIDE) ? Outcome.done(subject) : Outcome.refused(new Refusal.NotAllowed());
    }

    private static Outcome<Finding> one(List<Finding> findings, String id) {
        return findings.stream()
                .filter(finding -> finding.id().equals(id))
                .findFirst()
                .map(Outcome::done)
                .orElseGet(() -> Outcome.refused(new Refusal.NotFound()));
    }

    private void trace(Subject subject, String verb, Finding finding) {
        events.publishEvent(new SensitiveAct(
                subject.actor().auditName(),
                "mailbox." + verb,
                "finding:" + finding.id(),
                Map.of(),
                Map.of(),
                clock.instant()));
    }
}
