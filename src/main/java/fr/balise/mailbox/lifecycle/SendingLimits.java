package fr.balise.mailbox.lifecycle;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits on what is sent from a mailbox; whoever sends by a right has limits of its own.
 *
 * @param recipientsPerHour recipients to whom one login may write in an hour: a stolen password is slowed down before anybody noticed it
 * @param recipientsPerDay recipients to whom one login may write in 24 hours; a stolen password does no more harm than that
 */
@ConfigurationProperties("balise.mailbox.sending")
public record SendingLimits(
        @DefaultValue("300") int recipientsPerHour,
        @DefaultValue("1000") int recipientsPerDay) {
    public SendingLimits {
        if (recipientsPerHour < 1 || recipientsPerDay < recipientsPerHour)
            throw new IllegalArgumentException(
                    "balise.mailbox.sending: recipients-per-hour is at least 1, recipients-per-day no less than that");
    }
}
