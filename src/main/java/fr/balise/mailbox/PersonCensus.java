package fr.balise.mailbox;

import fr.balise.identity.Subject;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Counts anew at each question, so that a load, a declaration or a revoked right shows with the next click. */
@Service
class PersonCensus {
    private final Gathering gathering;
    private final RequestViews requests;
    private final Days days;

    PersonCensus(Gathering gathering, RequestViews requests, Days days) {
        this.gathering = gathering;
        this.requests = requests;
        this.days = days;
    }

    /** For whoever may see it. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ) // never half before a load, half after it
    CensusView of(Subject subject) {
        return count(subject);
    }

    /** For acts that have asked for their own right already. */
    Outcome<Box> find(Subject subject, BoxId id) {
        return count(subject).box(id).map(Outcome::done).orElseGet(() -> Outcome.refused(new Refusal.NotFound()));
    }

    CensusView count(Subject subject) {
        return new Counting(gathering.of(subject), days, requests).view();
    }
}
