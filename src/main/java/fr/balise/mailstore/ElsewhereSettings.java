package fr.balise.mailstore;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of mailboxes that other operators hold.
 *
 * @param servers which IMAP server people of a domain may connect to, as {@code domain=host:port}, TLS from the first octet; no others are
 * @param filterServers which ManageSieve server sets their filters, written the same, secured by STARTTLS; domains that are not named offer none
 * @param authorities PEM file with the authorities of their certificates; without it those that Java knows
 */
@ConfigurationProperties("balise.mailstore.elsewhere")
public record ElsewhereSettings(
        @DefaultValue List<String> servers,
        @DefaultValue List<String> filterServers,
        @Nullable Path authorities) {}
