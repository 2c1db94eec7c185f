package fr.balise.mailbox.lifecycle;

import java.time.Period;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Delays of the closing of a mailbox, each counted in days of the mailbox's own zone.
 *
 * @param waiting from the request to the erasure; during it the deletion can be taken back
 * @param waitingFloor the installation does not start with a shorter waiting time than this
 * @param advisedDepublished how long a mailbox should have been depublished before its deletion is asked for; earlier by an explicit word
 * @param postponement the latest day that the holder may postpone the erasure to, counted from the request
 * @param afterHold shortest time between the end of a hold or suspension and the erasure
 * @param toldFor how long after the erasure senders are told the new address, where the holder agreed
 */
@ConfigurationProperties("balise.mailbox.closing")
public record Terms(
        @DefaultValue("30d") Period waiting,
        @DefaultValue("14d") Period waitingFloor,
        @DefaultValue("90d") Period advisedDepublished,
        @DefaultValue("365d") Period postponement,
        @DefaultValue("7d") Period afterHold,
        @DefaultValue("365d") Period toldFor) {

    public Terms {
        if (days(waitingFloor) < 1)
            throw new IllegalArgumentException("the floor of the waiting time is at least a day");
        if (days(waiting) < days(waitingFloor))
            throw new IllegalArgumentException("the waiting time is shorter than its floor");
        if (days(postponement) < days(waiting))
            throw new IllegalArgumentException("the latest postponement lies before the end of the waiting time");
    }

    /** Only to compare: a month counts thirty days. */
    private static long days(Period period) {
        return period.toTotalMonths() * 30 + period.getDays();
    }
}
