package fr.balise.hygiene;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the room in mailboxes.
 *
 * @param target percent of the quota that a clean-up wants to come back under
 * @param warnings percents of the quota at which whoever decides about a mailbox is warned
 * @param recoverable how long what a clean-up took away can be taken back
 * @param prepared how long a clean-up that somebody prepared waits for the holder
 * @param settled how old a filed document is before it is proposed
 * @param oldLetter how old a letter that was read is before it is proposed
 */
@ConfigurationProperties("balise.hygiene")
public record HygieneSettings(
        @DefaultValue("70") int target,
        @DefaultValue({"70", "80", "90", "95"}) List<Integer> warnings,
        @DefaultValue("14d") Duration recoverable,
        @DefaultValue("14d") Duration prepared,
        @DefaultValue("30d") Duration settled,
        @DefaultValue("365d") Duration oldLetter) {
    public HygieneSettings {
        if (target < 10 || target > 95)
            throw new IllegalArgumentException("balise.hygiene.target is a percentage from 10 to 95");
        if (warnings.isEmpty() || warnings.stream().anyMatch(level -> level < 1 || level > 100))
            throw new IllegalArgumentException("balise.hygiene.warnings are percentages from 1 to 100");
        warnings = warnings.stream().sorted().toList();
    }
}
