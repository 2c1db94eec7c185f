package fr.balise.mailbox.takeout;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of exports and copies.
 *
 * @param folder where exports are made and wait to be downloaded
 * @param keep how long a finished export can be downloaded
 * @param freeSpace room that an export leaves on the disk for everything else
 * @param part octets after which an export begins another part
 * @param step how often an export notes how far it is
 * @param freshLogin how long ago whoever downloads must have logged in at most
 */
@ConfigurationProperties("balise.mailbox.takeout")
public record TakeoutSettings(
        Path folder,
        @DefaultValue("7d") Duration keep,
        @DefaultValue("1GB") DataSize freeSpace,
        @DefaultValue("1GB") DataSize part,
        @DefaultValue("1s") Duration step,
        @DefaultValue("10m") Duration freshLogin) {}
