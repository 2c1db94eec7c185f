package fr.balise.jobs;

import fr.balise.jobs.JobRules.Wish;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes orders and wishes. */
@Service
class Desk implements Jobs {
    private final JobRows rows;
    private final Workers workers;
    private final JobSettings settings;
    private final InstantSource clock;

    Desk(JobRows rows, Workers workers, JobSettings settings, InstantSource clock) {
        this.rows = rows;
        this.workers = workers;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public Started start(NewJob job) {
        var added = rows.add(job);
        added.ifPresent(workers::makeDue);
        return added.map(id -> new Started(id, true)).orElseGet(() -> new Started(goingOn(job), false));
    }

    private JobId goingOn(NewJob job) {
        // Whatever ended between the two statements is told as it was: nobody is hurt by an id of yesterday.
        return rows.latest(job.kind(), job.subject()).orElseThrow().id();
    }

    @Override
    public Optional<Job> find(JobId id) {
        return rows.find(id);
    }

    @Override
    public Optional<Job> latest(String kind, String subject) {
        return rows.latest(kind, subject);
    }

    @Override
    public List<Job> of(long owner) {
        return rows.of(owner);
    }

    @Override
    @Transactional
    public Optional<Job> pause(JobId id, long owner) {
        return wish(id, owner, Wish.PAUSE);
    }

    @Override
    @Transactional
    public Optional<Job> resume(JobId id, long owner) {
        return wish(id, owner, Wish.RESUME);
    }

    @Override
    @Transactional
    public Optional<Job> cancel(JobId id, long owner) {
        return wish(id, owner, Wish.CANCEL);
    }

    private Optional<Job> wish(JobId id, long owner, Wish wish) {
        return rows.lock(id)
                .filter(job -> job.owner() == owner && isNewest(job))
                .flatMap(job -> JobRules.decide(job.state(), wish).flatMap(next -> {
                    rows.enter(id, next);
                    var now = rows.find(id);
                    if (now.filter(Runner::isDue).isPresent()) workers.makeDue(id);
                    return now;
                }));
    }

    /** What was given up stays so once another job about the same thing was started. */
    private boolean isNewest(Job job) {
        return rows.latest(job.kind(), job.subject())
                .map(Job::id)
                .filter(job.id()::equals)
                .isPresent();
    }

    @Scheduled(initialDelayString = "5m", fixedDelayString = "6h")
    void sweep() {
        rows.forget(clock.instant().minus(settings.keep()));
    }
}
