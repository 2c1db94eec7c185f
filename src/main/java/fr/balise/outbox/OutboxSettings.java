package fr.balise.outbox;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the mail that Balise sends in its own name.
 *
 * @param adapter where it goes: {@code smtp} hands it to a mail server, {@code file} lays it into a folder
 * @param folder where the adapter {@code file} lays messages, readable by their owner alone
 * @param filesAreRead whether people read the files themselves, as in a demo: otherwise the adapter {@code file} reaches nobody
 * @param smtpHost mail server of the adapter {@code smtp}
 * @param smtpPort its port; the supervisor names that of its own Postfix
 * @param from address of the sender; the adapter {@code smtp} needs one at which answers and failures arrive
 * @param perMinute most messages of one purpose in one minute, all copies of Balise together
 * @param firstPause pause after the first failure; each further one is twice as long, up to {@code longestPause}
 * @param attempts after which a message is given up
 * @param lease after which a message whose sender died is taken over
 * @param keep how long sent messages and their rows are kept
 * @param poll pause between two looks for messages left behind
 * @param largest size of a text from which it is refused
 */
@ConfigurationProperties("balise.outbox")
record OutboxSettings(
        @DefaultValue("file") Adapter adapter,
        Path folder,
        @DefaultValue("false") boolean filesAreRead,
        @DefaultValue("127.0.0.1") String smtpHost,
        @DefaultValue("12429") int smtpPort,
        @DefaultValue("ne-pas-repondre@balise.invalid") String from,
        @DefaultValue("60") int perMinute,
        @DefaultValue("1m") Duration firstPause,
        @DefaultValue("4h") Duration longestPause,
        @DefaultValue("12") int attempts,
        @DefaultValue("5m") Duration lease,
        @DefaultValue("90d") Duration keep,
        @DefaultValue("10s") Duration poll,
        @DefaultValue("64KB") DataSize largest) {

    OutboxSettings {
        if (adapter == Adapter.SMTP && from.endsWith(".invalid"))
            throw new IllegalArgumentException(
                    "balise.outbox.adapter is smtp: set balise.outbox.from to an address of yours");
    }

    enum Adapter {
        FILE,
        SMTP
    }
}
