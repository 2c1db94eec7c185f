package fr.balise.mailbox.console;

import fr.balise.identity.Actor;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.lifecycle.By;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A lot of staff as production does it, timed: looked at line by line, started, until directory and mail servers obey. */
public final class BulkTrial {
    private static final Actor PREPARES = staff(1);
    private static final Actor STARTS = staff(2);

    private final Runs runs;
    private final Bulk bulk;
    private final JdbcClient jdbc;

    public BulkTrial(ApplicationContext balise, JdbcClient jdbc) {
        this.runs = balise.getBean(Runs.class);
        this.bulk = balise.getBean(Bulk.class);
        this.jdbc = jdbc;
    }

    private static Actor staff(long account) {
        return new Actor(account, "Essai", null, Set.of(Actor.Role.OPERATOR));
    }

    /** A lot that was looked at and waits for its start. */
    public long prepare(List<Long> ids) throws InterruptedException {
        long run = runs.add(Run.Kind.DEPUBLISH, "essai", By.of(PREPARES), Instant.now());
        runs.addHosted(run, 1, ids);
        while (state(run) != Run.State.READY) Thread.sleep(20);
        return run;
    }

    /** @return mailboxes per second, from the start until the last one is out of the directory and the servers know */
    public double depublish(long run) throws InterruptedException {
        long started = System.nanoTime();
        if (!(bulk.start(STARTS, run) instanceof Outcome.Done<Bulk.Doing>(Bulk.Doing.Done _)))
            throw new IllegalStateException("not started");
        while (state(run) != Run.State.DONE) Thread.sleep(20);
        long decided = System.nanoTime();
        while (behind() > 0) Thread.sleep(20);
        double seconds = (System.nanoTime() - started) / 1e9;
        var figures = runs.figures(run);
        if (figures.done() != figures.lines()) throw new IllegalStateException(figures.toString());
        IO.println("  decided: %.0f per second".formatted(figures.lines() / ((decided - started) / 1e9)));
        return figures.lines() / seconds;
    }

    private Run.State state(long run) {
        return runs.find(run).orElseThrow().state();
    }

    private long behind() {
        return jdbc.sql("select count(*) from mailbox.hosted where in_line < version")
                .query(Long.class)
                .single();
    }
}
