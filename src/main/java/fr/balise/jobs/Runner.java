package fr.balise.jobs;

import fr.balise.jobs.Job.State;
import fr.balise.jobs.Work.Outcome;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** One turn of one job, from taking it to noting what became of it. No transaction is open while the work runs. */
@Component
class Runner {
    private static final Logger LOG = LoggerFactory.getLogger(Runner.class);

    private final JobRows rows;
    private final ObjectProvider<Work> works;
    private final TransactionTemplate transaction;
    private final JobSettings settings;
    private volatile boolean closing;

    Runner(JobRows rows, ObjectProvider<Work> works, TransactionTemplate transaction, JobSettings settings) {
        this.rows = rows;
        this.works = works;
        this.transaction = transaction;
        this.settings = settings;
    }

    /** A job and the number of the turn that a worker has of it. */
    private record Taken(Job job, long turn) {}

    /** Whether a worker is wanted. */
    static boolean isDue(Job job) {
        return switch (job.state()) {
            case WAITING, RUNNING, PAUSING, CANCELLING -> true;
            case PAUSED, CANCELLED, DONE, FAILED -> false;
        };
    }

    /** When the job wants its next turn, if it is still due then. */
    Instant turn(JobId id) {
        var taken = transaction.execute(_ -> rows.lock(id).flatMap(this::take));
        if (taken == null || taken.isEmpty()) return Instant.now();
        var turn = taken.get();
        return turn.job().state() == State.CANCELLING ? undo(turn) : work(turn);
    }

    private Optional<Taken> take(Job job) {
        return switch (job.state()) {
            case WAITING, RUNNING -> Optional.of(new Taken(job, rows.take(job.id())));
            // Its worker died before it had seen the wish.
            case PAUSING -> {
                rows.enter(job.id(), State.PAUSED);
                yield Optional.empty();
            }
            case CANCELLING -> Optional.of(new Taken(job, 0));
            case PAUSED, CANCELLED, DONE, FAILED -> Optional.empty();
        };
    }

    private Instant work(Taken taken) {
        var id = taken.job().id();
        try {
            var outcome = of(taken.job()).run(new Turn(taken));
            ended(taken, outcome);
            return Instant.now();
        } catch (Run.Stopped stopped) {
            return stopped(taken);
        } catch (Exception failure) {
            // Its message may name a mailbox: only the kind of failure is logged.
            LOG.warn("job {} failed: {}", id, failure.getClass().getName());
            LOG.debug("job {}", id, failure);
            return failed(taken, failure);
        }
    }

    private Work of(Job job) {
        return works.stream()
                .filter(work -> work.kind().equals(job.kind()))
                .findAny()
                .orElseThrow(() -> new IllegalStateException("nobody does " + job.kind()));
    }

    private void ended(Taken taken, Outcome outcome) {
        locked(taken, job -> {
            switch (outcome) {
                // What is done is done, even if somebody wished it cancelled meanwhile: the work alone knows how to
                // undo it.
                case Outcome.Done(var result)
                when job.state() != State.CANCELLING -> rows.end(job.id(), State.DONE, result, "");
                case Outcome.Done _ -> {}
                case Outcome.GivenUp(var why) -> {
                    if (job.state() != State.CANCELLING) rows.end(job.id(), State.FAILED, "", why);
                }
            }
        });
    }

    private Instant stopped(Taken taken) {
        locked(taken, job -> {
            switch (job.state()) {
                case RUNNING -> rows.enter(job.id(), State.WAITING);
                case PAUSING -> rows.enter(job.id(), State.PAUSED);
                default -> {}
            }
        });
        return Instant.now();
    }

    private Instant failed(Taken taken, Exception failure) {
        var pause = new Instant[] {Instant.now()};
        locked(taken, job -> {
            var failures = rows.failed(job.id(), failure.getClass().getSimpleName());
            switch (job.state()) {
                case RUNNING -> {
                    if (failures >= settings.attempts())
                        rows.end(job.id(), State.FAILED, "", failure.getClass().getSimpleName());
                    else rows.enter(job.id(), State.WAITING);
                    pause[0] = Instant.now().plus(JobRules.pause(failures, settings));
                }
                case PAUSING -> rows.enter(job.id(), State.PAUSED);
                default -> {}
            }
        });
        return pause[0];
    }

    /** Only while this worker has the job. */
    private void locked(Taken taken, java.util.function.Consumer<Job> then) {
        transaction.executeWithoutResult(_ -> {
            var job = rows.lock(taken.job().id());
            if (job.isPresent() && rows.holds(taken.job().id(), taken.turn())) then.accept(job.get());
        });
    }

    private Instant undo(Taken taken) {
        var id = taken.job().id();
        try {
            of(taken.job()).undo(taken.job());
            rows.end(id, State.CANCELLED, "", "");
            return Instant.now();
        } catch (Exception failure) {
            LOG.warn("job {} could not be undone: {}", id, failure.getClass().getName());
            return Instant.now()
                    .plus(JobRules.pause(rows.failed(id, failure.getClass().getSimpleName()), settings));
        }
    }

    void close() {
        closing = true;
    }

    private final class Turn implements Run {
        private final Taken taken;
        private final long until = System.nanoTime() + settings.turn().toNanos();
        private String words;

        Turn(Taken taken) {
            this.taken = taken;
            words = taken.job().words();
        }

        @Override
        public Job job() {
            return taken.job();
        }

        @Override
        public void reach(String place, long done, long total) throws Stopped {
            reach(place, done, total, words);
        }

        @Override
        public void reach(String place, long done, long total, String newWords) throws Stopped {
            words = newWords;
            var state = rows.reach(taken.job().id(), taken.turn(), place, done, total, words);
            var goesOn = state.filter(State.RUNNING::equals).isPresent();
            if (!goesOn || closing || System.nanoTime() - until > 0) throw new Stopped();
        }
    }
}
