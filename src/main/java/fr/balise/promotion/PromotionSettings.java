package fr.balise.promotion;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of "which address?" and of reminders to choose.
 *
 * @param burst questions that one client address may ask without a pause
 * @param requestsPerMinute that it may ask on top of them
 * @param remindEvery once in so long a person is reminded to choose, by all structures together
 */
@ConfigurationProperties("balise.promotion")
public record PromotionSettings(
        @DefaultValue("60") int burst,
        @DefaultValue("120") int requestsPerMinute,
        @DefaultValue("30d") Duration remindEvery) {}
