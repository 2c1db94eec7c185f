package fr.balise.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Instant;
import javax.sql.DataSource;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives due jobs to bounded workers, through db-scheduler: it locks, sends heartbeats, and finds the jobs whose worker died. Which
 * jobs are due follows from {@code jobs.job}: whoever changes a state, and whoever takes a worker away, holds the row of the job.
 *
 * <p>It keeps the time of the machine, not that of the demo's clock: a jump of days would make every worker look dead.
 */
@Component
class Workers implements DisposableBean {
    private static final String TASK = "job";

    private final Scheduler scheduler;
    private final Runner runner;

    Workers(DataSource database, Runner runner, JobRows rows, TransactionTemplate transaction, JobSettings settings) {
        this.runner = runner;
        // For a turn whose very failure could not be written down, since the database was away: five minutes otherwise.
        var soon = new FailureHandler.OnFailureRetryLater<Void>(settings.firstPause());
        var task = Tasks.custom(TASK, Void.class)
                .onFailure(soon)
                .onDeadExecutionRevive()
                .execute((instance, _) -> {
                    var id = new JobId(Long.parseLong(instance.getId()));
                    var again = runner.turn(id);
                    CompletionHandler<Void> completion = (end, due) -> transaction.executeWithoutResult(_ -> {
                        // Somebody may have resumed the job since the turn ended.
                        var waits = rows.lock(id).filter(Runner::isDue).isPresent();
                        if (waits) due.reschedule(end, again);
                        else due.remove();
                    });
                    return completion;
                });
        scheduler = Scheduler.create(new TransactionAwareDataSourceProxy(database), task)
                .tableName("jobs.due")
                .jdbcCustomization(new PostgreSqlJdbcCustomization(false, false))
                .threads(settings.workers())
                .pollUsingLockAndFetch(0.5, 1.0)
                .pollingInterval(settings.poll())
                .heartbeatInterval(settings.heartbeat())
                .missedHeartbeatsLimit(4)
                .shutdownMaxWait(settings.closing())
                .build();
    }

    /** In the caller's transaction, which holds the row of the job. */
    void makeDue(JobId id) {
        var instance = new TaskInstance<Void>(TASK, id.toString());
        if (!scheduler.scheduleIfNotExists(instance, Instant.now())) hurry(instance);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                scheduler.triggerCheckForDueExecutions();
            }
        });
    }

    /** A job that waits for its next attempt need not wait any longer. */
    private void hurry(TaskInstance<Void> instance) {
        try {
            scheduler.reschedule(instance, Instant.now());
        } catch (TaskInstanceCurrentlyExecutingException held) {
            return; // the end of that turn sees the new state
        } catch (TaskInstanceNotFoundException | ExecutionException moved) {
            // Its turn began or ended between the two looks: one that goes on sees the new state, one that ended needs
            // another.
            scheduler.scheduleIfNotExists(instance, Instant.now());
        }
    }

    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        scheduler.start();
    }

    /** Jobs end at their next step, and go on elsewhere or at the next start. */
    @Override
    public void destroy() {
        runner.close();
        scheduler.stop();
    }
}
