package fr.balise.bench;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What work has cost so far, whoever else uses the machine: processor time of this process and of PostgreSQL, and commits.
 *
 * @param java processor time of this process
 * @param postgres processor time of the connections that are open; those that were closed meanwhile are not seen
 */
record Cost(Duration java, Duration postgres, long commits) {
    /** @param postmaster process id of PostgreSQL */
    static Cost now(JdbcClient jdbc, long postmaster) {
        var servers = ProcessHandle.of(postmaster).stream().flatMap(ProcessHandle::descendants);
        return new Cost(
                used(ProcessHandle.current()),
                servers.map(Cost::used).reduce(Duration.ZERO, Duration::plus),
                jdbc.sql("select xact_commit from pg_stat_database where datname = current_database()")
                        .query(Long.class)
                        .single());
    }

    private static Duration used(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Since {@code before}, for each of so many. */
    String each(Cost before, int many) {
        return "%.2f ms of processor in Java, %.2f in PostgreSQL, %.2f commits"
                .formatted(
                        java.minus(before.java).toNanos() / 1e6 / many,
                        postgres.minus(before.postgres).toNanos() / 1e6 / many,
                        (commits - before.commits) / (double) many);
    }
}
