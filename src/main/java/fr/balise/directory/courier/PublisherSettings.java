package fr.balise.directory.courier;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the national directory learns what Balise states about its own mailboxes.
 *
 * @param way {@code none}: it does not; {@code fhir}: its write API, by PATCH; {@code file}: files that somebody hands over
 * @param endpoint base of the write API; https, or this machine
 * @param key what it is called with, in the header {@code ESANTE-API-KEY}
 * @param keyFile a file that holds the key, in place of {@code key}; read at each round, so that a new key needs no restart
 * @param folder where the way {@code file} lays its files, readable by their owner alone
 * @param callsPerSecond most calls that one copy of Balise makes
 * @param batch statements taken at once
 * @param timeout after which a call is taken as unanswered
 * @param firstPause pause after the first failure; each further one is twice as long, up to {@code longestPause}
 * @param attempts after which a statement is given up, for staff to look at
 * @param lease after which statements whose carrier died are taken over
 * @param poll pause between two looks
 */
@ConfigurationProperties("balise.directory.publisher")
public record PublisherSettings(
        @DefaultValue("none") Way way,
        @Nullable URI endpoint,
        @Nullable String key,
        @Nullable Path keyFile,
        @DefaultValue("var/main/publications") Path folder,
        @DefaultValue("10") int callsPerSecond,
        @DefaultValue("20") int batch,
        @DefaultValue("20s") Duration timeout,
        @DefaultValue("10s") Duration firstPause,
        @DefaultValue("1h") Duration longestPause,
        @DefaultValue("30") int attempts,
        @DefaultValue("15m") Duration lease,
        @DefaultValue("2s") Duration poll) {

    public PublisherSettings {
        if (way == Way.FHIR && endpoint == null)
            throw new IllegalArgumentException(
                    "balise.directory.publisher.way is fhir: set balise.directory.publisher.endpoint");
        if (endpoint != null && !"https".equals(endpoint.getScheme()) && !local(endpoint))
            throw new IllegalArgumentException(
                    "balise.directory.publisher.endpoint is not https: the key would be read");
        if (callsPerSecond < 1 || batch < 1 || attempts < 1)
            throw new IllegalArgumentException(
                    "balise.directory.publisher: calls-per-second, batch and attempts are at least 1");
    }

    public enum Way {
        NONE,
        FHIR,
        FILE
    }

    private static boolean local(URI endpoint) {
        try {
            var host = endpoint.getHost();
            return host != null && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** @param attempt from 1 */
    Duration pauseAfter(int attempt) {
        var pause = firstPause;
        for (int n = 1; n < attempt && pause.compareTo(longestPause) < 0; n++) pause = pause.multipliedBy(2);
        return pause.compareTo(longestPause) < 0 ? pause : longestPause;
    }
}
