package fr.balise.mailbox.lifecycle;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits on what a mailbox sends.
 *
 * @param recipientsPerDay recipients that one mailbox may write to in a day of its place; a stolen password does no more harm than that
 */
@ConfigurationProperties("balise.mailbox.sending")
public record SendingLimits(@DefaultValue("1000") int recipientsPerDay) {}
