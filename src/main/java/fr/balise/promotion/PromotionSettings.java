package fr.balise.promotion;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of "which address?".
 *
 * @param burst questions that one client address may ask without a pause
 * @param requestsPerMinute that it may ask on top of them
 */
@ConfigurationProperties("balise.promotion")
public record PromotionSettings(
        @DefaultValue("60") int burst, @DefaultValue("120") int requestsPerMinute) {}
