package fr.balise.promotion;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of "which address?", of reminders to choose, and of telling correspondents.
 *
 * @param burst questions that one client address may ask without a pause
 * @param requestsPerMinute that it may ask on top of them
 * @param remindEvery once in so long a person is reminded to choose, by all structures together
 * @param tellPerDay correspondents whom one person may tell of a preferred mailbox in 24 hours
 * @param smallestGroup people, or messages, below which no figure about a group is shown
 * @param warmUp whether one kit of nobody is made after the start, so that the first person does not wait for it
 */
@ConfigurationProperties("balise.promotion")
public record PromotionSettings(
        @DefaultValue("60") int burst,
        @DefaultValue("120") int requestsPerMinute,
        @DefaultValue("30d") Duration remindEvery,
        @DefaultValue("300") int tellPerDay,
        @DefaultValue("10") int smallestGroup,
        @DefaultValue("true") boolean warmUp) {}
