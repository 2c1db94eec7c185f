package fr.balise.directory.search;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the directory search.
 *
 * @param index folder of the search index; each running copy of Balise needs its own; may be deleted at any time
 * @param compare how often the index is compared with the database
 * @param bufferMegabytes memory for documents while an index is built, in MiB
 * @param requestsPerMinute searches that one client address may make per minute through the API or the page
 * @param burst searches that one client address may make at once
 */
@ConfigurationProperties("balise.directory.search")
public record SearchSettings(
        @DefaultValue("var/main/index") Path index,
        @DefaultValue("3s") Duration compare,
        @DefaultValue("96") int bufferMegabytes,
        @DefaultValue("300") int requestsPerMinute,
        @DefaultValue("60") int burst) {}
