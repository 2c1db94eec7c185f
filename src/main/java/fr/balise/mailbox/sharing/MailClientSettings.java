package fr.balise.mailbox.sharing;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What people type into their mail programs, as the page of passwords tells it.
 *
 * @param host name of the mail servers as mail programs reach them
 * @param imapPort IMAP over TLS
 * @param submissionPort submission with STARTTLS
 * @param sievePort ManageSieve with STARTTLS, for filters
 */
@ConfigurationProperties("balise.mailbox.access")
public record MailClientSettings(
        @DefaultValue("127.0.0.1") String host,
        @DefaultValue("2993") int imapPort,
        @DefaultValue("2587") int submissionPort,
        @DefaultValue("24190") int sievePort) {}
