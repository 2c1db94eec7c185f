package fr.balise.record;

import fr.balise.record.way.Allowed;
import fr.balise.record.way.Line;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Settings of what goes to record software.
 *
 * @param allowed where documents may go at all, as {@code https://host:port}, {@code mllps://host:port}, {@code sftp://host:port} or
 *     {@code file:///folder}; without encryption only as {@code http://…} or {@code mllp://…}; none without it
 * @param authorities PEM file with the authorities of the software's certificates; without it those that Java knows
 * @param timeout how long software may take to answer
 * @param lookAtFolders how often a folder is looked at for what was fetched
 */
@ConfigurationProperties("balise.record")
public record RecordSettings(
        @DefaultValue List<String> allowed,
        @Nullable Path authorities,
        @DefaultValue("60s") Duration timeout,
        @DefaultValue("1m") Duration lookAtFolders) {

    @Configuration(proxyBeanMethods = false)
    static class Beans {
        @Bean
        Allowed allowed(RecordSettings settings) {
            return new Allowed(settings.allowed());
        }

        @Bean
        Line line(RecordSettings settings) throws IOException, GeneralSecurityException {
            return new Line(settings.authorities(), settings.timeout());
        }
    }
}
