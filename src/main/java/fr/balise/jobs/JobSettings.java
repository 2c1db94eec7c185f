package fr.balise.jobs;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of background work.
 *
 * @param workers jobs that one copy of Balise runs at the same time
 * @param poll pause between two looks for work that another copy left
 * @param heartbeat how often a worker says that it lives; a job whose worker is silent four times as long is taken over
 * @param turn after which a long job lets others pass
 * @param firstPause pause after the first failure; each further one is twice as long, up to {@code longestPause}
 * @param attempts failures in a row without any step forward, after which a job is given up
 * @param keep how long jobs that ended are kept
 * @param closing how long an ending Balise waits for the next step of its jobs
 */
@ConfigurationProperties("balise.jobs")
record JobSettings(
        @DefaultValue("4") int workers,
        @DefaultValue("1s") Duration poll,
        @DefaultValue("10s") Duration heartbeat,
        @DefaultValue("2m") Duration turn,
        @DefaultValue("10s") Duration firstPause,
        @DefaultValue("30m") Duration longestPause,
        @DefaultValue("8") int attempts,
        @DefaultValue("30d") Duration keep,
        @DefaultValue("15s") Duration closing) {}
