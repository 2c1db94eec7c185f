package fr.balise.mailstore;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the hosted mailboxes.
 *
 * @param enabled whether Dovecot and Postfix run beside Balise
 * @param folder where the mail lies, a folder for each mailbox
 * @param enginePort loopback port at which Balise answers Dovecot: who logs in, what happened
 * @param engineKey secret that Dovecot shows there
 * @param imapPort loopback port of Dovecot at which Balise opens mailboxes
 * @param doveadmPort loopback port of Dovecot's administration
 * @param doveadmKey secret that Balise shows there
 * @param quota room of a new mailbox
 * @param reserve room beyond the quota for mail that arrives in a full mailbox
 * @param reserveTime how long that room is open after the mailbox became full
 */
@ConfigurationProperties("balise.mailstore")
public record MailstoreSettings(
        @DefaultValue("false") boolean enabled,
        Path folder,
        @DefaultValue("12428") int enginePort,
        @DefaultValue("") String engineKey,
        @DefaultValue("2143") int imapPort,
        @DefaultValue("12425") int doveadmPort,
        @DefaultValue("") String doveadmKey,
        @DefaultValue("1GB") DataSize quota,
        @DefaultValue("50MB") DataSize reserve,
        @DefaultValue("7d") Duration reserveTime) {}
